import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CallRecord } from '../page/call-recorder.ts';
import { callerWords } from '../page/principal-names.ts';
import type { Question } from '../decision/simulation.ts';
import type { Problem } from '../page/problem.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './simulator-texts.ts';
import { base, controls } from '../styles/shared.ts';
import { isDryRun, needsCiphertext } from './real-input.ts';
import '../page/strong-call.ts';
import '../page/strong-problem.ts';

/** The person runs the call. */
export const RUN_CALL = typedEvent('strong-run');

const WORDS = TEXTS.run;

/** Offers to run the call of a simulation, and shows the response. Dispatches RUN_CALL. */
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
  /** The caller of Encrypt, if the call needs a ciphertext. */
  @property() caller = '';
  @property({ type: Boolean }) busy = false;
  /** The call that was made. */
  @property({ attribute: false }) ran: CallRecord | undefined;
  /** Why the call was not made. */
  @property({ attribute: false }) problem: Problem | undefined;
  @query('h2') private heading!: HTMLElement | null;

  /** Moves the focus to the response. */
  override focus(): void {
    void this.updateComplete.then(() => this.heading?.focus());
  }

  override render() {
    const { operation, input, principal, at } = this.question;
    const dryRun = isDryRun(operation, input);
    const hint = (dryRun ? WORDS.dryRunHint : WORDS.callHint)(callerWords(principal));
    return html`<div class="real">
      <p>${hint} ${at ? WORDS.notAtTime : ''}</p>
      ${needsCiphertext(operation, input) ? html`<p>${WORDS.encryptFirst(callerWords(this.caller))}</p>` : nothing}
      <div>
        <button type="button" aria-disabled=${this.busy} @click=${() => RUN_CALL.dispatch(this)}>
          ${dryRun ? WORDS.dryRun : WORDS.call}
        </button>
      </div>
      ${
        this.problem
          ? html`<p>${WORDS.failedBefore}</p>
              <strong-problem .problem=${this.problem}></strong-problem>`
          : nothing
      }
      ${
        this.ran
          ? html`<h2 tabindex="-1">${WORDS.response}</h2>
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
