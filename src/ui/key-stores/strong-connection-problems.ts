import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import type { Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';
import { TEXTS } from './key-stores-texts.ts';
import '../page/strong-problem.ts';

/** Words of a problem, such as a ConnectionErrorCode. */
export interface ConnectionProblem {
  readonly code: string;
  /** Its name, if it has no code of AWS or of the XKS proxy API. */
  readonly title?: string;
  readonly cause: string;
  readonly fix: string;
}

/** What a call answered while a problem existed, or after its fix. */
export interface CallOutcome {
  readonly operation: string;
  /** Omitted: all calls succeeded. */
  readonly problem?: Problem;
}

/** Asks to cause or to fix the problem of a ConnectionErrorCode. */
export const SOLVE = typedEvent<{ readonly code: string; readonly way: 'cause' | 'fix' }>('strong-solve');

/**
 * Problems of one type of key store, such as its ConnectionErrorCodes: the cause, the documented fix, and a button for
 * each. Fires `strong-solve`.
 */
@customElement('strong-connection-problems')
export class StrongConnectionProblems extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        gap: 0 2rem;
        list-style: none;
        margin-top: 0.75rem;
      }
      li {
        display: grid;
        gap: 0.5rem;
        align-content: start;
        padding: 0.75rem 0;
        border-top: 1px solid var(--line);
      }
      /* The error of a call needs the width. */
      li:has(strong-problem) {
        grid-column: 1 / -1;
      }
      h3 {
        overflow-wrap: anywhere;
      }
      strong-problem {
        margin-block: 0.5rem;
      }
      .current {
        border-left: 4px solid var(--deny);
        padding-left: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) problems: readonly ConnectionProblem[] = [];
  /** The code of the last connection, if it failed. */
  @property() current = '';
  @property({ type: Boolean }) busy = false;
  /** What the calls answered that the page made for a problem, by its code. */
  @property({ attribute: false }) outcomes: Readonly<Record<string, CallOutcome>> = {};

  override render() {
    return html`<ul>
      ${this.problems.map((problem) => this.renderProblem(problem))}
    </ul>`;
  }

  private renderProblem({ code, title, cause, fix }: ConnectionProblem) {
    const { problems: words } = TEXTS;
    const button = (way: 'cause' | 'fix') =>
      html`<button
        type="button"
        aria-disabled=${this.busy ? 'true' : 'false'}
        aria-label=${`${words[way]}: ${title ?? code}`}
        @click=${() => !this.busy && SOLVE.dispatch(this, { code, way })}
      >
        ${words[way]}
      </button>`;
    return html`<li class=${code === this.current ? 'current' : ''}>
      <h3 class=${title === undefined ? 'mono' : ''}>
        ${title ?? code}${code === this.current ? html` (${words.current})` : nothing}
      </h3>
      <p>${cause} <span class="soft">${fix}</span></p>
      <div class="row">${button('cause')} ${button('fix')}</div>
      <div role="status">${this.renderOutcome(this.outcomes[code])}</div>
    </li>`;
  }

  private renderOutcome(outcome: CallOutcome | undefined) {
    if (outcome === undefined) return nothing;
    const { calls } = EXTERNAL_TEXTS;
    return outcome.problem === undefined
      ? html`<p>${calls.succeeded}</p>`
      : html`<p>${calls.failed(outcome.operation)}</p>
          <strong-problem .problem=${outcome.problem}></strong-problem>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-connection-problems': StrongConnectionProblems;
  }
}
