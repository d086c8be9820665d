import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';

/** Words of a ConnectionErrorCode. */
export interface ConnectionProblem {
  readonly code: string;
  readonly cause: string;
  readonly fix: string;
}

/** Asks to cause or to fix the problem of a ConnectionErrorCode. */
export const SOLVE = typedEvent<{ readonly code: string; readonly way: 'cause' | 'fix' }>('strong-solve');

/**
 * The ConnectionErrorCodes of one type of key store: the cause, the documented fix, and a button for each. Fires
 * `strong-solve`.
 */
@customElement('strong-connection-problems')
export class StrongConnectionProblems extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        list-style: none;
        margin-top: 0.75rem;
      }
      li {
        display: grid;
        gap: 0.5rem;
        padding: 0.75rem 0;
        border-top: 1px solid var(--line);
      }
      h3 {
        overflow-wrap: anywhere;
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

  override render() {
    return html`<ul>
      ${this.problems.map((problem) => this.renderProblem(problem))}
    </ul>`;
  }

  private renderProblem({ code, cause, fix }: ConnectionProblem) {
    const { problems: words } = TEXTS;
    const button = (way: 'cause' | 'fix') =>
      html`<button
        type="button"
        ?disabled=${this.busy}
        aria-label=${`${words[way]}: ${code}`}
        @click=${() => SOLVE.dispatch(this, { code, way })}
      >
        ${words[way]}
      </button>`;
    return html`<li class=${code === this.current ? 'current' : ''}>
      <h3 class="mono">${code}${code === this.current ? html` (${words.current})` : nothing}</h3>
      <p>${cause} <span class="soft">${fix}</span></p>
      <div class="row">${button('cause')} ${button('fix')}</div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-connection-problems': StrongConnectionProblems;
  }
}
