import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import type { IconName } from '../kit/strong-icon.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './key-owners-texts.ts';
import {
  MARKS,
  OWNERS,
  type Answer,
  type KeyOwner,
  type Mark,
  type OwnerPicture,
  type ShelfKey,
} from './key-owners.ts';
import { pieces } from './picture-pieces.styles.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-key-owners-texts.ts') });

const ICONS: Readonly<Record<Answer, IconName>> = { allowed: 'check', 'via-service': 'half', denied: 'cross' };

const LOOKS: Readonly<Record<Answer, string>> = { allowed: 'ok', 'via-service': '', denied: 'no' };

const ALL_MARKS = Object.keys(MARKS) as readonly Mark[];

const nameOf = ({ alias, keyId }: ShelfKey): string => plainText(alias ?? ends(keyId));

const answerWords = ({ answers }: ShelfKey, mark: Mark): string =>
  words().answered(words().mark[mark], MARKS[mark], words().answer[answers[mark]]);

/** What there is to say of a key beside its marks. */
const keyWords = ({ owner, service, description, tags, failures }: ShelfKey): readonly string[] => [
  ...(service === undefined ? [] : [words().service(service)]),
  ...(owner === 'aws-owned' ? [words().unlisted] : []),
  ...(owner === 'customer' && description ? [words().description(plainText(description))] : []),
  ...Object.entries(tags).map(([name, value]) => words().tag(plainText(name), plainText(value))),
  ...failures.map(({ operation, error }) => words().failed(operation, error)),
];

/** Three shelves of a vault, one for each owner of keys, with what the principal of a lab may do with each key. */
@customElement('strong-key-owners')
export class StrongKeyOwners extends StrongPicture<OwnerPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .vault {
        padding: 0;
        background: var(--surface);
      }
      .shelf {
        padding: 0.75rem 0.9rem 0.9rem;
        background: var(--wall-tint);
      }
      .shelf + .shelf {
        border-top: calc(var(--wall-width) / 2) solid var(--wall-fill);
      }
      .shelf h3 {
        color: var(--wall);
      }
      /* Outside of the account: a double board. */
      .shelf.aws-owned {
        border-top: var(--wall-width) double var(--wall-fill);
        background: none;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
        gap: 0.6rem;
        margin-top: 0.4rem;
      }
      .vacant {
        margin-top: 0.4rem;
      }
      .about {
        margin-top: 0.4rem;
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ principal, keys }: OwnerPicture) {
    return html`<div class="wall vault">
        ${OWNERS.map((owner) =>
          this.renderShelf(
            owner,
            keys.filter((key) => key.owner === owner),
          ),
        )}
      </div>
      <p class="about small soft">${words().about(plainText(labCallerWords(principal)))}</p>`;
  }

  private renderShelf(owner: KeyOwner, keys: readonly ShelfKey[]) {
    return html`<div class="shelf ${owner}">
      <h3>${words().owner[owner]}</h3>
      ${
        keys.length === 0
          ? html`<p class="vacant">${words().none[owner]}</p>`
          : html`<ul class="keys">
              ${keys.map((key) => this.renderKey(key))}
            </ul>`
      }
    </div>`;
  }

  private renderKey(key: ShelfKey) {
    return html`<li class="piece held">
      <strong-icon name="keys"></strong-icon>
      <b>${nameOf(key)}</b>
      ${keyWords(key).map((line) => html`<small>${line}</small>`)}
      <ul class="marks">
        ${ALL_MARKS.map(
          (mark) =>
            html`<li>
              <strong-icon class=${LOOKS[key.answers[mark]]} name=${ICONS[key.answers[mark]]}></strong-icon>
              <span>${answerWords(key, mark)}</span>
            </li>`,
        )}
      </ul>
    </li>`;
  }

  protected override renderText({ principal, keys }: OwnerPicture) {
    return html`<ul class="text">
        ${OWNERS.map((owner) => {
          const own = keys.filter((key) => key.owner === owner);
          return html`<li>
            ${words().owner[owner]}${own.length === 0 ? html`: ${words().none[owner]}` : nothing}
            <ul>
              ${own.map(
                (key) =>
                  html`<li>
                    ${[nameOf(key), ...keyWords(key), ...ALL_MARKS.map((mark) => answerWords(key, mark))].join('; ')}
                  </li>`,
              )}
            </ul>
          </li>`;
        })}
      </ul>
      <p class="small">${words().about(plainText(labCallerWords(principal)))}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-owners': StrongKeyOwners;
  }
}
