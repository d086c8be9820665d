import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { looksSensitive } from '../../base/sensitive-value.ts';
import { bytesExactly, count, ends } from '../kit/format.ts';
import { TEXTS as SENSITIVE } from '../kit/sensitive-texts.ts';
import { plainText } from '../page/lab-markup.ts';
import { callerWords } from '../page/principal-names.ts';
import type { PicturedStatement } from './condition-statements.ts';
import { TEXTS } from './encryption-context-texts.ts';
import type {
  BoundCiphertext,
  ContextEvent,
  ContextOutcome,
  ContextPicture,
  Difference,
} from './encryption-context.ts';
import { pieces } from './picture-pieces.styles.ts';
import { pairText, ribbon, type Pairs } from './ribbon.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

const caller = (arn: string): string => plainText(callerWords(arn));
const nameOfCiphertext = ({ sha }: BoundCiphertext): string => TEXTS.ciphertext(ends(sha));
const samePairs = (one: Pairs, other: Pairs): boolean => JSON.stringify(one) === JSON.stringify(other);

function differenceWords(difference: Difference): string {
  switch (difference.kind) {
    case 'other-name':
      return TEXTS.difference['other-name'](plainText(difference.given), plainText(difference.bound));
    case 'other-value':
      return TEXTS.difference['other-value'](
        plainText(difference.name),
        plainText(difference.given),
        plainText(difference.bound),
      );
    default:
      return TEXTS.difference[difference.kind](pairText([difference.name, difference.value]));
  }
}

/** The names of the pairs of a request that break the thread. */
const tornNames = ({ differences }: ContextEvent): ReadonlySet<string> =>
  new Set(
    differences.flatMap((one) => (one.kind === 'other-name' ? [one.given] : one.kind === 'missing' ? [] : [one.name])),
  );

/** Says of pairs in the log that they look like a secret. */
const sensitiveWords = ({ pairs }: ContextEvent): readonly string[] =>
  pairs.flatMap(([name, value]) => {
    const kind = looksSensitive(value);
    return kind === undefined ? [] : [SENSITIVE.inLog(plainText(name), SENSITIVE.kinds[kind])];
  });

/** The three uses of an encryption context: a ribbon in the ciphertext, in the audit log and in a policy. */
@customElement('strong-encryption-context')
export class StrongEncryptionContext extends StrongPicture<ContextPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .both,
      .heads {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr);
        gap: 0.5rem 2.25rem;
        align-items: start;
      }
      .both {
        padding-block: 0.75rem;
        border-top: 1px solid var(--line);
      }
      .heads {
        padding-bottom: 0.4rem;
      }
      .cipher .ribbon {
        margin-top: 0.35rem;
      }
      /* The thread leaves the seal. */
      .log {
        position: relative;
        display: grid;
        gap: 0.6rem;
      }
      .log::before {
        content: '';
        position: absolute;
        inset: 1rem auto auto -2.25rem;
        width: 1.75rem;
        border-top: 2px solid var(--context);
      }
      .log li.line {
        display: grid;
        gap: 0.25rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 1px solid var(--line);
      }
      .line p {
        overflow-wrap: anywhere;
      }
      .policies {
        margin-top: 0.5rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--edge);
      }
      .policies > .both:first-of-type {
        border-top: 0;
      }
      .outcomes {
        display: grid;
        gap: 0.2rem;
      }
      .statement {
        display: grid;
        gap: 0.25rem;
        align-content: start;
      }
      .narrow {
        display: none;
      }
      @container (max-width: 40rem) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
        .heads {
          display: none;
        }
        .narrow {
          display: block;
        }
        .log::before {
          display: none;
        }
      }
    `,
  ];

  protected override renderDrawing(data: ContextPicture) {
    const { ciphertexts, older } = data;
    return html`${
        ciphertexts.length === 0
          ? html`<h3>${TEXTS.bound}</h3>
              <p class="vacant">${TEXTS.noCiphertext}</p>`
          : html`<div class="heads">
                <h3>${TEXTS.bound}</h3>
                <h3>${TEXTS.logged}</h3>
              </div>
              <ol>
                ${ciphertexts.map((one) => this.renderCiphertext(one, data))}
              </ol>`
      }
      ${older > 0 ? html`<p class="small soft">${TEXTS.older(count(older))}</p>` : nothing}
      <div class="policies">
        <h3>${TEXTS.tested}</h3>
        ${
          data.statements.length === 0
            ? html`<p class="vacant">${TEXTS.noStatement}</p>`
            : data.statements.map((one) => this.renderStatement(one, data))
        }
      </div>`;
  }

  private renderCiphertext(one: BoundCiphertext, { nameOf }: ContextPicture) {
    const key = plainText(nameOf(one.keyArn));
    return html`<li class="both">
      <div>
        <p class="small soft narrow">${TEXTS.bound}</p>
        <div class="piece cipher">
          <strong-icon name="sealed"></strong-icon>
          <b title=${one.sha}>${nameOfCiphertext(one)}</b>
          <small
            >${one.plaintextLen === undefined ? TEXTS.underKey(key) : TEXTS.plaintext(bytesExactly(one.plaintextLen), key)}</small
          >
          ${one.pairs.length === 0 ? html`<small>${TEXTS.noContext}</small>` : html`<div>${ribbon(one.pairs)}</div>`}
        </div>
      </div>
      <div>
        <p class="small soft narrow">${TEXTS.logged}</p>
        <ol class="log">
          ${one.events.map((event) => this.renderEvent(event))}
        </ol>
      </div>
    </li>`;
  }

  private renderEvent(event: ContextEvent) {
    const { operation, error, pairs, differences } = event;
    const torn = tornNames(event);
    return html`<li class="line">
      <p>
        <strong-icon
          class=${error === undefined ? 'ok' : 'no'}
          name=${error === undefined ? 'check' : 'cross'}
        ></strong-icon>
        ${TEXTS.logLine(operation, caller(event.caller))}
        <span class="small soft">${error === undefined ? TEXTS.succeeded : TEXTS.failed(error)}</span>
      </p>
      ${
        pairs.length === 0
          ? html`<p class="small soft">${TEXTS.noContext}</p>`
          : ribbon(pairs, (name) => (torn.has(name) ? 'torn' : ''))
      }
      ${differences.map((one) => html`<p class="small no">${differenceWords(one)}</p>`)}
      ${sensitiveWords(event).map((words) => html`<p class="small"><strong-icon name="warn"></strong-icon> ${words}</p>`)}
    </li>`;
  }

  private renderStatement(one: PicturedStatement, data: ContextPicture) {
    const { tests, principals } = one;
    const asked = isKeyPolicy(one) ? principals : [one.owner];
    return html`<div class="both">
      <div class="statement">
        <p><b>${ownerWords(one, data)}</b></p>
        <p class="small soft">${TEXTS.statement(one.effect, plainText(one.statement))}</p>
        ${tests.map(
          ({ operator, key, values }) =>
            html`<p class="small">${operator}</p>
              ${ribbon([[key, values.join(', ')]])}`,
        )}
      </div>
      <div>
        ${asked.map(
          (principal) =>
            html`<p class="small soft">${TEXTS.outcomes(caller(principal))}</p>
              <ul class="outcomes">
                ${outcomesOf(principal, data).map(
                  ([ciphertext, { allowed }]) =>
                    html`<li>
                      <strong-icon class=${allowed ? 'ok' : 'no'} name=${allowed ? 'check' : 'cross'}></strong-icon>
                      ${TEXTS.outcome(nameOfCiphertext(ciphertext), allowed ? TEXTS.allowed : TEXTS.denied)}
                      <span class="small soft">${pairsWords(ciphertext.pairs)}</span>
                    </li>`,
                )}
              </ul>`,
        )}
      </div>
    </div>`;
  }

  protected override renderText(data: ContextPicture) {
    return html`<ul class="text">
      ${data.ciphertexts.map(
        (one) =>
          html`<li>
            ${nameOfCiphertext(one)}. ${TEXTS.bound}: ${pairsWords(one.pairs)}
            <ul>
              ${one.events.map(
                (event) =>
                  html`<li>
                    ${TEXTS.logLine(event.operation, caller(event.caller))}: ${pairsWords(event.pairs)}.
                    ${event.error === undefined ? TEXTS.succeeded : TEXTS.failed(event.error)}
                    ${[...event.differences.map(differenceWords), ...sensitiveWords(event)].join(' ')}
                  </li>`,
              )}
            </ul>
          </li>`,
      )}
      ${data.ciphertexts.length === 0 ? html`<li>${TEXTS.noCiphertext}</li>` : nothing}
      ${data.statements.length === 0 ? html`<li>${TEXTS.noStatement}</li>` : nothing}
      ${data.statements.map(
        (one) =>
          html`<li>
            ${ownerWords(one, data)}: ${TEXTS.statement(one.effect, plainText(one.statement))},
            ${one.tests.map(({ operator, key, values }) => TEXTS.test(operator, key, values.join(', '))).join('; ')}
          </li>`,
      )}
      ${data.outcomes.map(
        ({ principal, pairs, allowed }) =>
          html`<li>
            ${TEXTS.outcome(`${TEXTS.outcomes(caller(principal))}, ${pairsWords(pairs)}`, allowed ? TEXTS.allowed : TEXTS.denied)}
          </li>`,
      )}
    </ul>`;
  }
}

const isKeyPolicy = ({ owner }: PicturedStatement): boolean => owner.includes(':key/');

const ownerWords = (one: PicturedStatement, { nameOf }: ContextPicture): string =>
  isKeyPolicy(one) ? TEXTS.keyPolicy(plainText(nameOf(one.owner))) : TEXTS.identityPolicy(caller(one.owner));

const pairsWords = (pairs: Pairs): string =>
  pairs.length === 0 ? TEXTS.noContext : pairs.map((pair) => pairText(pair)).join(', ');

/** The outcome of a principal for each ciphertext. */
function outcomesOf(
  principal: string,
  { ciphertexts, outcomes }: ContextPicture,
): readonly (readonly [BoundCiphertext, ContextOutcome])[] {
  return ciphertexts.flatMap((one) => {
    const found = outcomes.find(
      (outcome) =>
        outcome.principal === principal && outcome.keyArn === one.keyArn && samePairs(outcome.pairs, one.pairs),
    );
    return found ? [[one, found] as const] : [];
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-encryption-context': StrongEncryptionContext;
  }
}
