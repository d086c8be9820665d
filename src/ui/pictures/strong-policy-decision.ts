import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { viewOf } from '../decision/decision-view.ts';
import { decidedWords, gateSays, stageName, stepName } from '../decision/describe-decision.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { pieces } from './picture-pieces.styles.ts';
import { TEXTS } from './policy-decision-texts.ts';
import type { DecidedCall, DecisionPicture } from './policy-decision.ts';
import { StrongPicture } from './strong-picture.ts';
import '../decision/strong-decision.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-policy-decision-texts.ts') });

const callWords = ({ operation, caller }: DecidedCall): string =>
  words().call(operation, plainText(labCallerWords(caller)));

function outcomeWords({ decision, error }: DecidedCall): string {
  if (!decision.allowed) return words().denied;
  return error === undefined ? words().allowed : words().allowedButFailed(error);
}

/**
 * The decision of one call, as the path through the policies, and the newest calls to select from. The
 * path is that of the pages, and in English.
 */
@customElement('strong-policy-decision')
export class StrongPolicyDecision extends StrongPicture<DecisionPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .both {
        display: grid;
        grid-template-columns: minmax(0, 17rem) minmax(0, 1fr);
        gap: 1rem 2rem;
        align-items: start;
      }
      .calls {
        display: grid;
        margin-top: 0.4rem;
        border-top: 1px solid var(--line);
      }
      .calls li {
        border-bottom: 1px solid var(--line);
      }
      .calls button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.5rem;
        width: 100%;
        padding: 0.4rem 0.6rem;
        border: 0;
        border-inline-start: 4px solid transparent;
        border-radius: 0;
        background: none;
        font-weight: 400;
        text-align: start;
        overflow-wrap: anywhere;
      }
      .calls button[aria-pressed='true'] {
        border-inline-start-color: var(--brass);
        background: var(--brass-tint);
        font-weight: 600;
      }
      .calls small {
        grid-column: 2;
        font-size: var(--t1);
        font-weight: 400;
        color: var(--soft);
      }
      @media (forced-colors: active) {
        .calls [aria-pressed='true'] strong-icon {
          color: inherit;
        }
      }
      @container (max-width: 44rem) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The call that the visitor selected. Empty: the newest. */
  @state() private selected = '';

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: DecisionPicture) {
    const { calls } = data;
    const shown = this.shownOf(data);
    if (!shown) return html`<p class="vacant">${words().none}</p>`;
    return html`<div class="both">
      <div>
        <h3 id="calls">${words().calls}</h3>
        <ul class="calls" aria-labelledby="calls">
          ${calls.map((call) => this.renderCall(call, call === shown, data))}
        </ul>
      </div>
      <strong-decision lang="en" .decision=${shown.decision} .facts=${shown.facts} past></strong-decision>
    </div>`;
  }

  private renderCall(call: DecidedCall, isShown: boolean, { nameOf }: DecisionPicture) {
    const { decision, id, keyArn } = call;
    return html`<li>
      <button type="button" aria-pressed=${isShown} @click=${() => (this.selected = id)}>
        <strong-icon class=${decision.allowed ? 'ok' : 'no'} name=${decision.allowed ? 'check' : 'cross'}></strong-icon>
        <span>${callWords(call)}</span>
        <small>${outcomeWords(call)}, ${words().onKey(plainText(nameOf(keyArn)))}</small>
      </button>
    </li>`;
  }

  private shownOf({ calls }: DecisionPicture): DecidedCall | undefined {
    return calls.find(({ id }) => id === this.selected) ?? calls[0];
  }

  protected override renderText(data: DecisionPicture) {
    const shown = this.shownOf(data);
    if (!shown) return html`<p>${words().none}</p>`;
    return html`<p>
        ${callWords(shown)}, ${words().onKey(plainText(data.nameOf(shown.keyArn)))}: ${outcomeWords(shown)}.
        <span lang="en">${decidedWords(shown.decision)}</span>
      </p>
      ${viewOf(shown.decision).map(
        ({ gates }) =>
          html`<ol class="text" lang="en">
            ${gates.map(
              (gate) =>
                html`<li>
                  ${stageName(gate.gate)}: ${gateSays(gate)}
                  ${
                    gate.steps.some(({ outcome }) => outcome !== 'no-match')
                      ? html`<ul>
                          ${gate.steps.filter(({ outcome }) => outcome !== 'no-match').map((step) => html`<li>${stepName(step)}</li>`)}
                        </ul>`
                      : nothing
                  }
                </li>`,
            )}
          </ol>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-decision': StrongPolicyDecision;
  }
}
