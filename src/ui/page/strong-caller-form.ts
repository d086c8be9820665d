import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Sandbox } from '../../client/strongroom.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './caller-texts.ts';
import { href } from './router.ts';
import { newPrincipalQuery } from './new-principal-query.ts';
import { callerKind, isServiceName } from './principal-names.ts';
import { base, controls } from '../styles/shared.ts';

/** Tells which caller was chosen: its ARN, or the name of a service. */
export const CHOOSE_CALLER = typedEvent<{ readonly value: string }>('strong-choose', { bubbles: true });

/** Tells that a link was followed, so that a dialog around the form closes. */
export const LEAVE_CALLER_FORM = typedEvent('strong-leave', { bubbles: true });

/** A field for any caller: fires `strong-choose` once the caller is known to exist. */
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
  /** The address where the missing principal can be created. */
  @state() private creationHref: string | undefined;

  override render() {
    return html`<form @submit=${this.onSubmit}>
      <label for="who">${TEXTS.form.label}</label>
      <span id="hint" class="soft small">${TEXTS.form.hint}</span>
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
      ${
        this.creationHref
          ? html`<a href=${this.creationHref} @click=${() => LEAVE_CALLER_FORM.dispatch(this)}>${TEXTS.form.create}</a>`
          : nothing
      }
      <div><button type="submit">${TEXTS.form.choose}</button></div>
    </form>`;
  }

  private onType(event: InputEvent) {
    this.text = (event.target as HTMLInputElement).value;
    this.error = '';
    this.creationHref = undefined;
  }

  private async onSubmit(event: Event) {
    event.preventDefault();
    const value = this.text.trim();
    this.error = await this.#refusal(value);
    const query = this.error ? newPrincipalQuery(value) : undefined;
    this.creationHref = query && callerKind(value) !== 'group' ? href(['directory'], query) : undefined;
    if (this.error) return;
    this.text = '';
    CHOOSE_CALLER.dispatch(this, { value });
  }

  /** Why `id` cannot be a caller; empty if it can. */
  async #refusal(id: string): Promise<string> {
    if (isServiceName(id)) return '';
    const kind = callerKind(id);
    if (kind === undefined || kind === 'group') return TEXTS.form.notACaller;
    if (await this.sandbox.principals.get(id)) return '';
    return kind === 'session' ? TEXTS.form.noSuchRole : TEXTS.form.noSuchPrincipal;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-caller-form': StrongCallerForm;
  }
}
