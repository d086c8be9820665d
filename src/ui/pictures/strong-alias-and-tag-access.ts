import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './alias-and-tag-access-texts.ts';
import {
  ASKED,
  type AccessPicture,
  type AskedOperation,
  type PermissionLine,
  type Plate,
  type PlateKey,
} from './alias-and-tag-access.ts';
import { pieces } from './picture-pieces.styles.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-alias-and-tag-access-texts.ts') });

const caller = (arn: string): string => plainText(labCallerWords(arn));

const plateWords = ({ alias, movedFrom }: Plate, { nameOf }: AccessPicture): string =>
  movedFrom === undefined
    ? plainText(alias)
    : `${plainText(alias)}, ${words().movedFrom(plainText(nameOf(movedFrom)))}`;

const tagWords = ([name, value]: readonly [string, string]): string => words().tag(plainText(name), plainText(value));

/** What there is to say of the history of a key. */
const historyWords = ({ moved, usedThrough }: PlateKey): readonly string[] => [
  ...moved.map((alias) => words().movedAway(plainText(alias))),
  ...Object.entries(usedThrough).map(([alias, calls]) => words().usedThrough(plainText(alias), calls)),
];

/** A permission in words: `may Encrypt`. */
const answerWords = ({ allowed }: PermissionLine, operation: AskedOperation): string =>
  (allowed[operation] ? words().may : words().mayNot)(operation);

/** What the policies of each principal test, one sentence each. */
const policyWords = ({ principals, statements }: AccessPicture): readonly string[] =>
  principals.flatMap((principal) => {
    const own = statements.filter(({ owner }) => owner === principal);
    if (own.length === 0) return [words().noTest(caller(principal))];
    return own.flatMap(({ effect, tests }) =>
      tests.map(({ operator, key, values }) =>
        words().test(caller(principal), effect, operator, plainText(key), plainText(values.join(', '))),
      ),
    );
  });

/** Keys with name plates on hooks, and a line from each principal to each key that it may use. */
@customElement('strong-alias-and-tag-access')
export class StrongAliasAndTagAccess extends StrongPicture<AccessPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .policies {
        margin-block: 0.25rem 1rem;
      }
      .policies li {
        padding-block: 0.2rem;
        overflow-wrap: anywhere;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: 1.5rem 0.9rem;
        margin-top: 0.75rem;
      }
      .key {
        display: grid;
        grid-template-rows: auto 1fr;
      }
      /* Plates hang from a rail above their key. */
      .plates {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem 0.5rem;
        align-items: flex-start;
        padding-inline: 0.6rem;
        border-top: 3px solid var(--edge);
      }
      .plates li {
        position: relative;
        max-width: 100%;
        margin-block: 0.5rem 0.4rem;
        padding: 0.1rem 0.5rem;
        border: 1px solid var(--brass);
        border-radius: var(--radius);
        background: var(--brass-tint);
        font-size: var(--t1);
        overflow-wrap: anywhere;
      }
      .plates li::before {
        content: '';
        position: absolute;
        inset: -0.55rem auto auto 50%;
        height: 0.5rem;
        border-inline-start: 2px solid var(--edge);
      }
      .plates .bare-hook {
        border: 1px dashed var(--edge);
        background: none;
        color: var(--soft);
      }
      .wall {
        display: grid;
        align-content: start;
        gap: 0.5rem;
        padding: 0.6rem 0.75rem;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.9rem;
        font-size: var(--t1);
      }
      .lines {
        display: grid;
        gap: 0.4rem;
      }
      .lines > li {
        padding-inline-start: 0.6rem;
        border-inline-start: 3px dotted var(--edge);
        overflow-wrap: anywhere;
      }
      .lines > .on {
        border-inline-start: 3px solid var(--ok);
      }
      .lines .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        margin: 0;
      }
      .marks li {
        position: relative;
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: AccessPicture) {
    const { keys, further, principals } = data;
    return html`<h3>${words().policies}</h3>
      ${
        principals.length === 0
          ? html`<p class="vacant">${words().noPrincipal}</p>`
          : html`<ul class="policies small">
              ${policyWords(data).map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
      <h3>${words().keys}</h3>
      ${
        keys.length === 0
          ? html`<p class="vacant">${words().noKey}</p>`
          : html`<ul class="keys">
              ${keys.map((key) => this.renderKey(key, data))}
            </ul>`
      }
      ${further > 0 ? html`<p class="small soft">${words().further(further)}</p>` : nothing}`;
  }

  private renderKey(key: AccessPicture['keys'][number], data: AccessPicture) {
    const { keyId, plates, tags, lines } = key;
    return html`<li class="key">
      <ul class="plates">
        ${plates.length === 0 ? html`<li class="bare-hook">${words().noAlias}</li>` : nothing}
        ${plates.map((plate) => html`<li>${plateWords(plate, data)}</li>`)}
      </ul>
      <div class="wall">
        <p><strong-icon class="ok" name="keys"></strong-icon> <b class="mono">${ends(keyId)}</b></p>
        <ul class="tags">
          ${Object.keys(tags).length === 0 ? html`<li class="soft">${words().noTag}</li>` : nothing}
          ${Object.entries(tags).map((tag) => html`<li>${tagWords(tag)}</li>`)}
        </ul>
        ${historyWords(key).map((line) => html`<p class="small soft">${line}</p>`)}
        <ul class="lines">
          ${lines.map((line) => this.renderLine(line))}
        </ul>
      </div>
    </li>`;
  }

  private renderLine(line: PermissionLine) {
    return html`<li class=${line.allowed.Encrypt ? 'on' : ''}>
      <b class="small">${caller(line.principal)}</b>
      <ul class="marks">
        ${ASKED.map((operation) => {
          const isAllowed = line.allowed[operation];
          return html`<li>
            <strong-icon class=${isAllowed ? 'ok' : 'no'} name=${isAllowed ? 'check' : 'cross'}></strong-icon>
            <span class="unseen">${answerWords(line, operation)}</span><span aria-hidden="true">${operation}</span>
          </li>`;
        })}
      </ul>
    </li>`;
  }

  protected override renderText(data: AccessPicture) {
    return html`<ul class="text">
      ${data.principals.length === 0 ? html`<li>${words().noPrincipal}</li>` : nothing}
      ${policyWords(data).map((line) => html`<li>${line}</li>`)}
      ${data.keys.length === 0 ? html`<li>${words().noKey}</li>` : nothing}
      ${data.keys.map(
        (key) =>
          html`<li>
            ${[
              ends(key.keyId),
              ...(key.plates.length === 0 ? [words().noAlias] : key.plates.map((plate) => plateWords(plate, data))),
              ...Object.entries(key.tags).map(tagWords),
              ...historyWords(key),
            ].join('; ')}
            <ul>
              ${key.lines.map(
                (line) =>
                  html`<li>
                    ${caller(line.principal)}: ${ASKED.map((operation) => answerWords(line, operation)).join(', ')}
                  </li>`,
              )}
            </ul>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-alias-and-tag-access': StrongAliasAndTagAccess;
  }
}
