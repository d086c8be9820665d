import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CallRecord } from '../page/call-recorder.ts';
import { callerWords } from '../page/principal-names.ts';
import type { Question } from '../decision/simulation.ts';
import { base, controls } from '../styles/shared.ts';
import { isDryRun, needsCiphertext } from './real-input.ts';
import '../page/strong-call.ts';

/** Offers to make a simulated call for real, and shows what KMS answered. Fires `strong-run`. */
@customElement('strong-real-call')
export class StrongRealCall extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .real {
        display: grid;
        gap: 0.6rem;
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        font-size: var(--t3);
      }
      h2:focus {
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) question!: Question;
  /** Who makes a ciphertext where the call needs one. */
  @property() caller = '';
  @property({ type: Boolean }) busy = false;
  /** The call that was made. */
  @property({ attribute: false }) ran: CallRecord | undefined;
  @query('h2') private heading!: HTMLElement | null;

  /** Takes the focus to what KMS answered. */
  override focus(): void {
    void this.updateComplete.then(() => this.heading?.focus());
  }

  override render() {
    const { operation, input, principal, at } = this.question;
    const making = needsCiphertext(operation, input)
      ? ` Encrypt is called first, as ${callerWords(this.caller)}, to make a ciphertext.`
      : '';
    return html`<div class="real">
      <p>
        To see what KMS answers, make the call. It runs as
        ${callerWords(principal)}${at ? ' at the current simulated time, not at the time above' : ''}, can change
        resources, and is recorded in Activity.${making}
      </p>
      <div>
        <button
          type="button"
          aria-disabled=${this.busy}
          @click=${() => this.dispatchEvent(new CustomEvent('strong-run'))}
        >
          ${isDryRun(operation, input) ? 'Run the dry run' : 'Run it for real'}
        </button>
      </div>
      ${
        this.ran
          ? html`<h2 tabindex="-1">What it answered</h2>
              <strong-call .call=${this.ran} open></strong-call>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-real-call': StrongRealCall;
  }
}
