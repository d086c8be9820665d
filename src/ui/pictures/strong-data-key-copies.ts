import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './data-key-copies-texts.ts';
import type { DataKey, DataKeyPicture, HeldCopy } from './data-key-copies.ts';
import type { Opening } from './openings.ts';
import { pieces } from './picture-pieces.styles.ts';
import { bytesExactly, moment } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-data-key-copies-texts.ts') });

const caller = (arn: string): string => plainText(labCallerWords(arn));

const madeWords = ({ operation, caller: by, at }: DataKey): string => words().made(operation, caller(by), moment(at));

function heldWords({ program, uses, ageSeconds, zeroised }: HeldCopy): string {
  const say = zeroised ? words().overwritten : words().heldBy;
  return say(plainText(program), ageSeconds, uses);
}

const openingWords = ({ caller: by, at, error }: Opening): string =>
  error === undefined ? words().opened(caller(by), moment(at)) : words().notOpened(caller(by), error, moment(at));

const namesOf = (items: readonly string[]): string => items.map((item) => plainText(item)).join(', ');

const isOver = ({ held }: DataKey): boolean => held.length > 0 && held.every(({ zeroised }) => zeroised);

const keptWords = ({ dataKeys, older }: DataKeyPicture): string =>
  dataKeys.length === 0 ? words().storesNone : words().keepsNone(dataKeys.length + older);

/** The words about the plaintext copy that a call returned. */
const bareWords = ({ held }: DataKey): readonly string[] =>
  held.length === 0 ? [words().unknownHolder] : held.map(heldWords);

/** The wall of KMS, and each data key that left it in two copies: a bare key and one in an envelope. */
@customElement('strong-data-key-copies')
export class StrongDataKeyCopies extends StrongPicture<DataKeyPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .scene {
        display: grid;
        grid-template-columns: minmax(0, 13rem) minmax(0, 1fr);
        gap: 1rem 0;
        align-items: stretch;
      }
      .wall {
        display: grid;
        align-content: start;
        gap: 0.75rem;
      }
      .keys {
        display: grid;
        gap: 0.6rem;
      }
      .leaving {
        display: grid;
        align-content: start;
        gap: 1rem;
        padding-block: 0.25rem;
      }
      /* An arrow from the wall to the two copies. */
      .made {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        margin-bottom: 0.4rem;
        font-size: var(--t1);
        color: var(--soft);
      }
      .made::before {
        content: '';
        flex: none;
        width: 1.5rem;
        border-top: 2px solid var(--wall);
      }
      .twins {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.6rem;
        padding-inline-start: 2rem;
      }
      .twins > * {
        min-width: 0;
      }
      .scene > .vacant {
        margin-inline-start: 1rem;
      }
      .lost {
        margin-top: 1rem;
      }
      @container (max-width: 44rem) {
        .scene {
          grid-template-columns: minmax(0, 1fr);
        }
        .scene > .vacant {
          margin-inline-start: 0;
        }
      }
      @container (max-width: 30rem) {
        .twins {
          grid-template-columns: minmax(0, 1fr);
          padding-inline-start: 0;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: DataKeyPicture) {
    const { dataKeys, older, unrecoverable } = data;
    return html`<div class="scene">
        <div class="wall">
          <h3>${words().kms}</h3>
          <ul class="keys">
            ${data.keys.map(
              (name) =>
                html`<li class="piece held">
                  <strong-icon name="keys"></strong-icon><b>${plainText(name)}</b><small>${words().keeps}</small>
                </li>`,
            )}
          </ul>
          <p class="small">${keptWords(data)}</p>
        </div>
        ${
          dataKeys.length === 0
            ? html`<p class="vacant">${words().none}</p>`
            : html`<ol class="leaving">
                ${dataKeys.map((one) => this.renderDataKey(one, data))}
              </ol>`
        }
      </div>
      ${older > 0 ? html`<p class="small soft">${words().older(older)}</p>` : nothing}
      ${unrecoverable.map(
        (item) =>
          html`<div class="piece cipher lost">
            <strong-icon name="sealed"></strong-icon><b>${words().lost}</b
            ><small>${words().unrecoverable(plainText(item))}</small>
          </div>`,
      )}`;
  }

  private renderDataKey(one: DataKey, { nameOf }: DataKeyPicture) {
    const { edkSha, keyArn, openings, storedWith } = one;
    return html`<li>
      <p class="made">${madeWords(one)}</p>
      <div class="twins">
        ${this.renderBare(one)}
        <div class="piece edk">
          <strong-icon name="envelope"></strong-icon>
          <b title=${edkSha}>${words().edk(ends(edkSha))}</b>
          <small>${words().openableBy(plainText(nameOf(keyArn)))}</small>
          ${storedWith.length > 0 ? html`<small>${words().storedWith(namesOf(storedWith))}</small>` : nothing}
          ${openings.map((opening) => html`<small>${openingWords(opening)}</small>`)}
        </div>
      </div>
    </li>`;
  }

  private renderBare(one: DataKey) {
    const { plaintextLen } = one;
    if (plaintextLen === undefined) return html`<p class="vacant">${words().withheld}</p>`;
    return html`<div class="piece ${isOver(one) ? 'over' : 'bare'}">
      <strong-icon name="bare-key"></strong-icon>
      <b>${words().bare}</b>
      <small>${bytesExactly(plaintextLen)}</small>
      ${bareWords(one).map((line) => html`<small>${line}</small>`)}
    </div>`;
  }

  protected override renderText(data: DataKeyPicture) {
    const { dataKeys, unrecoverable, nameOf } = data;
    return html`<p>${keptWords(data)}</p>
      ${dataKeys.length === 0 ? html`<p>${words().none}</p>` : nothing}
      <ol class="text">
        ${dataKeys.map(
          (one) =>
            html`<li>
              ${madeWords(one)}.
              <ul>
                <li>
                  ${words().bareHeading}:
                  ${
                    one.plaintextLen === undefined
                      ? words().withheld
                      : [bytesExactly(one.plaintextLen), ...bareWords(one)].join('. ')
                  }
                </li>
                <li>
                  ${words().edkHeading}:
                  ${[
                    words().edk(ends(one.edkSha)),
                    words().openableBy(plainText(nameOf(one.keyArn))),
                    ...(one.storedWith.length > 0 ? [words().storedWith(namesOf(one.storedWith))] : []),
                    ...one.openings.map(openingWords),
                  ].join('. ')}
                </li>
              </ul>
            </li>`,
        )}
      </ol>
      ${unrecoverable.map((item) => html`<p>${words().unrecoverable(plainText(item))}</p>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-data-key-copies': StrongDataKeyCopies;
  }
}
