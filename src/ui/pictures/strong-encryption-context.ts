import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { looksSensitive } from '../../base/sensitive-value.ts';
import { ends } from '../kit/format.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
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
import { bytesExactly } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-encryption-context-texts.ts') });

const caller = (arn: string): string => plainText(labCallerWords(arn));
const nameOfCiphertext = ({ sha }: BoundCiphertext): string => words().ciphertext(ends(sha));
const samePairs = (one: Pairs, other: Pairs): boolean => JSON.stringify(one) === JSON.stringify(other);

function differenceWords(difference: Difference): string {
  switch (difference.kind) {
    case 'other-name':
      return words().difference['other-name'](plainText(difference.given), plainText(difference.bound));
    case 'other-value':
      return words().difference['other-value'](
        plainText(difference.name),
        plainText(difference.given),
        plainText(difference.bound),
      );
    default:
      return words().difference[difference.kind](pairText([difference.name, difference.value]));
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
    return kind === undefined ? [] : [words().sensitive.inLog(plainText(name), words().sensitive.kinds[kind])];
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

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: ContextPicture) {
    const { ciphertexts, older } = data;
    return html`${
        ciphertexts.length === 0
          ? html`<h3>${words().bound}</h3>
              <p class="vacant">${words().noCiphertext}</p>`
          : html`<div class="heads">
                <h3>${words().bound}</h3>
                <h3>${words().logged}</h3>
              </div>
              <ol>
                ${ciphertexts.map((one) => this.renderCiphertext(one, data))}
              </ol>`
      }
      ${older > 0 ? html`<p class="small soft">${words().older(older)}</p>` : nothing}
      <div class="policies">
        <h3>${words().tested}</h3>
        ${
          data.statements.length === 0
            ? html`<p class="vacant">${words().noStatement}</p>`
            : data.statements.map((one) => this.renderStatement(one, data))
        }
      </div>`;
  }

  private renderCiphertext(one: BoundCiphertext, { nameOf }: ContextPicture) {
    const key = plainText(nameOf(one.keyArn));
    return html`<li class="both">
      <div>
        <p class="small soft narrow">${words().bound}</p>
        <div class="piece cipher">
          <strong-icon name="sealed"></strong-icon>
          <b title=${one.sha}>${nameOfCiphertext(one)}</b>
          <small
            >${one.plaintextLen === undefined ? words().underKey(key) : words().plaintext(bytesExactly(one.plaintextLen), key)}</small
          >
          ${one.pairs.length === 0 ? html`<small>${words().noContext}</small>` : html`<div>${ribbon(one.pairs)}</div>`}
        </div>
      </div>
      <div>
        <p class="small soft narrow">${words().logged}</p>
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
        ${words().logLine(operation, caller(event.caller))}
        <span class="small soft">${error === undefined ? words().succeeded : words().failed(error)}</span>
      </p>
      ${
        pairs.length === 0
          ? html`<p class="small soft">${words().noContext}</p>`
          : ribbon(pairs, (name) => (torn.has(name) ? 'torn' : ''))
      }
      ${differences.map((one) => html`<p class="small no">${differenceWords(one)}</p>`)}
      ${sensitiveWords(event).map((line) => html`<p class="small"><strong-icon name="warn"></strong-icon> ${line}</p>`)}
    </li>`;
  }

  private renderStatement(one: PicturedStatement, data: ContextPicture) {
    const { tests, principals } = one;
    const asked = isKeyPolicy(one) ? principals : [one.owner];
    return html`<div class="both">
      <div class="statement">
        <p><b>${ownerWords(one, data)}</b></p>
        <p class="small soft">${words().statement(one.effect, plainText(one.statement))}</p>
        ${tests.map(
          ({ operator, key, values }) =>
            html`<p class="small">${operator}</p>
              ${ribbon([[key, values.join(', ')]])}`,
        )}
      </div>
      <div>
        ${asked.map(
          (principal) =>
            html`<p class="small soft">${words().outcomes(caller(principal))}</p>
              <ul class="outcomes">
                ${outcomesOf(principal, data).map(
                  ([ciphertext, { allowed }]) =>
                    html`<li>
                      <strong-icon class=${allowed ? 'ok' : 'no'} name=${allowed ? 'check' : 'cross'}></strong-icon>
                      ${words().outcome(nameOfCiphertext(ciphertext), allowed ? words().allowed : words().denied)}
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
            ${nameOfCiphertext(one)}. ${words().bound}: ${pairsWords(one.pairs)}
            <ul>
              ${one.events.map(
                (event) =>
                  html`<li>
                    ${words().logLine(event.operation, caller(event.caller))}: ${pairsWords(event.pairs)}.
                    ${event.error === undefined ? words().succeeded : words().failed(event.error)}
                    ${[...event.differences.map(differenceWords), ...sensitiveWords(event)].join(' ')}
                  </li>`,
              )}
            </ul>
          </li>`,
      )}
      ${data.ciphertexts.length === 0 ? html`<li>${words().noCiphertext}</li>` : nothing}
      ${data.statements.length === 0 ? html`<li>${words().noStatement}</li>` : nothing}
      ${data.statements.map(
        (one) =>
          html`<li>
            ${ownerWords(one, data)}: ${words().statement(one.effect, plainText(one.statement))},
            ${one.tests.map(({ operator, key, values }) => words().test(operator, key, values.join(', '))).join('; ')}
          </li>`,
      )}
      ${data.outcomes.map(
        ({ principal, pairs, allowed }) =>
          html`<li>
            ${words().outcome(`${words().outcomes(caller(principal))}, ${pairsWords(pairs)}`, allowed ? words().allowed : words().denied)}
          </li>`,
      )}
    </ul>`;
  }
}

const isKeyPolicy = ({ owner }: PicturedStatement): boolean => owner.includes(':key/');

const ownerWords = (one: PicturedStatement, { nameOf }: ContextPicture): string =>
  isKeyPolicy(one) ? words().keyPolicy(plainText(nameOf(one.owner))) : words().identityPolicy(caller(one.owner));

const pairsWords = (pairs: Pairs): string =>
  pairs.length === 0 ? words().noContext : pairs.map((pair) => pairText(pair)).join(', ');

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
