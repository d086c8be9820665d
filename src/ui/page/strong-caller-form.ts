import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Sandbox } from '../../client/strongroom.ts';
import { href } from './router.ts';
import { newPrincipalQuery } from './new-principal-query.ts';
import { callerKind, isServiceName } from './principal-names.ts';
import { base, controls } from '../styles/shared.ts';

/** A form for the ARN of a principal, or the name of a service. Fires `strong-choose` with it if it exists. */
@customElement('strong-caller-form')
export class StrongCallerForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.5rem;
        padding-top: 1rem;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) sandbox!: Sandbox;

  @state() private text = '';
  @state() private error = '';
  /** The address of the Directory where a missing principal can be created. */
  @state() private make: string | undefined;

  override render() {
    return html`<form @submit=${this.onSubmit}>
      <label for="who">Somebody else</label>
      <span id="hint" class="soft small">
        The ARN of a role session with any name, of a federated user, or the name of a service:
        arn:aws:sts::111122223333:assumed-role/Learner/monday, sns.amazonaws.com.
      </span>
      <input
        id="who"
        spellcheck="false"
        autocomplete="off"
        .value=${this.text}
        aria-describedby="hint error"
        aria-invalid=${this.error ? 'true' : 'false'}
        @input=${this.onType}
      />
      <span id="error" class="error small" role="status">${this.error || nothing}</span>
      ${this.make ? html`<a href=${this.make} @click=${this.onMake}>Make them in the Directory</a>` : nothing}
      <div><button type="submit">Be this caller</button></div>
    </form>`;
  }

  private onType(event: InputEvent) {
    this.text = (event.target as HTMLInputElement).value;
    this.error = '';
    this.make = undefined;
  }

  private async onSubmit(event: Event) {
    event.preventDefault();
    const value = this.text.trim();
    this.error = await this.#refusal(value);
    const making = this.error ? newPrincipalQuery(value) : undefined;
    this.make = making && callerKind(value) !== 'group' ? href(['directory'], making) : undefined;
    if (this.error) return;
    this.text = '';
    this.dispatchEvent(new CustomEvent('strong-choose', { detail: { value }, bubbles: true }));
  }

  /** The link leads out of a dialog that contains this form. */
  private onMake() {
    this.dispatchEvent(new Event('strong-leave', { bubbles: true }));
  }

  /** Returns why `id` cannot be the caller; empty if it can. */
  async #refusal(id: string): Promise<string> {
    if (isServiceName(id)) return '';
    const kind = callerKind(id);
    if (kind === undefined || kind === 'group')
      return 'This is neither the ARN of somebody who can call nor the name of an AWS service.';
    if (await this.sandbox.principals.get(id)) return '';
    return kind === 'session' ? 'There is no such role in this world.' : 'There is nobody of this ARN in this world.';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-caller-form': StrongCallerForm;
  }
}
