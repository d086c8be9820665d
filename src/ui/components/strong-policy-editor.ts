import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { QUOTAS } from '../../model/quotas.ts';
import { count } from '../state/words.ts';
import { base, controls } from '../styles/shared.ts';

/** What `strong-policy` carries. */
export type PolicyEvent = CustomEvent<{ readonly policy: string }>;

/** A key policy as JSON, to change. Fires `strong-policy` with the text to be stored; a new `policy` from outside replaces what was typed. */
@customElement('strong-policy-editor')
export class StrongPolicyEditor extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      textarea {
        min-height: 22rem;
      }
      .over {
        color: var(--deny);
        font-weight: 600;
      }
    `,
  ];

  /** As it is stored; undefined while it is on its way. */
  @property({ attribute: false }) policy: string | undefined;

  @state() private draft: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('policy')) this.draft = undefined;
  }

  override render() {
    const text = this.draft ?? this.policy ?? '';
    const bytes = new TextEncoder().encode(text).length;
    const unchanged = this.draft === undefined || this.draft === this.policy;
    return html`<div class="stack">
      <label for="policy">Policy document</label>
      <textarea
        id="policy"
        class="code"
        spellcheck="false"
        rows="18"
        .value=${text}
        ?disabled=${this.policy === undefined}
        aria-describedby="meter"
        @input=${(event: InputEvent) => (this.draft = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <span id="meter" class="small ${bytes > QUOTAS.policyBytes ? 'over' : ''}">${count(bytes)} of ${count(QUOTAS.policyBytes)} bytes</span>
      <div class="row">
        <button type="button" class="primary" ?disabled=${unchanged} aria-describedby="why" @click=${this.save}>Save policy</button>
        <button type="button" ?hidden=${unchanged} @click=${() => (this.draft = undefined)}>Discard changes</button>
        <span id="why" class="soft small">${unchanged ? 'Nothing changed yet.' : ''}</span>
      </div>
    </div>`;
  }

  private save() {
    this.dispatchEvent(new CustomEvent('strong-policy', { detail: { policy: this.draft } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-editor': StrongPolicyEditor;
  }
}
