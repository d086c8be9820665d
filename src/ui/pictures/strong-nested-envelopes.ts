import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './nested-envelopes-texts.ts';
import type { Envelope, EnvelopeFile, EnvelopePicture, Recipient } from './nested-envelopes.ts';
import { pieces } from './picture-pieces.styles.ts';
import { bytesExactly, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-nested-envelopes-texts.ts') });

const stateOf = (state: string): string => (state === '' ? words().deletedKey : stateWords(state));

const isUsable = (state: string): boolean => state === 'Enabled';

const keyWords = ({ name, state }: Pick<Recipient, 'name' | 'state'>): string =>
  words().key(plainText(name), stateOf(state));

const contentWords = ({ content, plaintextLen }: Envelope): string =>
  words().content[content](plaintextLen === undefined ? '' : bytesExactly(plaintextLen));

/** What there is to say of an envelope, one sentence each. */
const envelopeWords = (one: Envelope, { nameOf }: EnvelopePicture): readonly string[] => [
  one.movedFrom === undefined
    ? words().by(one.operation)
    : `${words().by(one.operation)}. ${words().moved(plainText(nameOf(one.movedFrom)))}`,
  words().sha(ends(one.sha)),
  ...(one.content === 'private-key' ? [words().publicKey] : []),
  ...one.openings.map(({ caller, error }) => {
    const by = plainText(labCallerWords(caller));
    return error === undefined ? words().opened(by) : words().notOpened(by, error);
  }),
];

const olderNote = (older: number) => (older > 0 ? html`<p class="small soft">${words().older(older)}</p>` : nothing);

/** A file with its body once and a small envelope for each recipient, and the envelopes of each KMS key. */
@customElement('strong-nested-envelopes')
export class StrongNestedEnvelopes extends StrongPicture<EnvelopePicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      h3 {
        margin-bottom: 0.4rem;
      }
      .files {
        display: grid;
        gap: 0.75rem;
      }
      /* The outer envelope, with its flap. */
      .outer {
        padding: 1.4rem 0.9rem 0.9rem;
        border: 2px solid var(--ciphertext);
        background:
          linear-gradient(
              to bottom left,
              transparent calc(50% - 1px),
              var(--ciphertext) calc(50% - 1px) calc(50% + 1px),
              transparent calc(50% + 1px)
            )
            left top / 50% 1.1rem no-repeat,
          linear-gradient(
              to bottom right,
              transparent calc(50% - 1px),
              var(--ciphertext) calc(50% - 1px) calc(50% + 1px),
              transparent calc(50% + 1px)
            )
            right top / 50% 1.1rem no-repeat,
          var(--surface);
      }
      .outer > p {
        margin-bottom: 0.5rem;
        overflow-wrap: anywhere;
      }
      .edks,
      .shelf {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: 0.6rem;
        margin-top: 0.6rem;
      }
      .recipients {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
        gap: 0.9rem;
        margin-top: 0.25rem;
      }
      .recipients + *,
      h3:not(:first-child) {
        margin-top: 1.25rem;
      }
      .shelf {
        grid-template-columns: minmax(0, 1fr);
      }
      .wall {
        padding: 0.5rem 0.7rem;
      }
      .wall p {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        color: var(--wall);
        overflow-wrap: anywhere;
      }
      .wall.shut {
        border-style: double;
        background: none;
      }
      .shut p {
        color: var(--soft);
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: EnvelopePicture) {
    return html`<h3>${words().files}</h3>
      <div class="files">
        ${
          data.files.length === 0
            ? html`<p class="vacant">${words().noFile}</p>`
            : data.files.map((file) => this.renderFile(file))
        }
      </div>
      ${olderNote(data.olderFiles)}
      <h3>${words().recipients}</h3>
      ${data.recipients.length === 0 ? html`<p class="vacant">${words().noKey}</p>` : nothing}
      <ul class="recipients">
        ${data.recipients.map((one) => this.renderRecipient(one, data))}
      </ul>`;
  }

  private renderFile({ id, program, bodySha, plaintextLen, edks }: EnvelopeFile) {
    return html`<div class="outer">
      <p><b>${words().file(plainText(id), plainText(program))}</b></p>
      <div class="piece cipher">
        <strong-icon name="sealed"></strong-icon>
        <b>${words().body(bytesExactly(plaintextLen))}</b>
        <small title=${bodySha}>${words().bodySha(ends(bodySha))}</small>
      </div>
      ${
        edks.length === 0
          ? html`<p class="small">${words().noEdk}</p>`
          : html`<ul class="edks">
              ${edks.map(
                ({ sha, name, state }) =>
                  html`<li class="piece edk">
                    <strong-icon name="envelope"></strong-icon>
                    <b>${plainText(name)}</b>
                    <small title=${sha}>${words().sha(ends(sha))}</small>
                    ${isUsable(state) ? nothing : html`<small>${words().unusable(stateOf(state))}</small>`}
                  </li>`,
              )}
            </ul>`
      }
    </div>`;
  }

  private renderRecipient(one: Recipient, data: EnvelopePicture) {
    const { state, envelopes } = one;
    return html`<li>
      <div class="wall ${isUsable(state) ? '' : 'shut'}">
        <p><strong-icon name="keys"></strong-icon><b>${keyWords(one)}</b></p>
      </div>
      <ul class="shelf">
        ${
          envelopes.length === 0
            ? html`<li class="vacant">${words().empty}</li>`
            : envelopes.map(
                (envelope) =>
                  html`<li class="piece edk">
                    <strong-icon name="envelope"></strong-icon>
                    <b>${contentWords(envelope)}</b>
                    ${envelopeWords(envelope, data).map((line) => html`<small>${line}</small>`)}
                    ${isUsable(state) ? nothing : html`<small>${words().unusable(stateOf(state))}</small>`}
                  </li>`,
              )
        }
      </ul>
      ${olderNote(one.older)}
    </li>`;
  }

  protected override renderText(data: EnvelopePicture) {
    const { files, recipients } = data;
    return html`<ul class="text">
      ${files.length === 0 ? html`<li>${words().noFile}</li>` : nothing}
      ${files.map(
        ({ id, program, plaintextLen, edks }) =>
          html`<li>
            ${words().file(plainText(id), plainText(program))}. ${words().body(bytesExactly(plaintextLen))}.
            ${edks.length === 0 ? words().noEdk : edks.map(keyWords).join('; ')}
          </li>`,
      )}
      ${recipients.length === 0 ? html`<li>${words().noKey}</li>` : nothing}
      ${recipients.map(
        (one) =>
          html`<li>
            ${keyWords(one)}
            <ul>
              ${one.envelopes.length === 0 ? html`<li>${words().empty}</li>` : nothing}
              ${one.older > 0 ? html`<li>${words().older(one.older)}</li>` : nothing}
              ${one.envelopes.map((envelope) => html`<li>${[contentWords(envelope), ...envelopeWords(envelope, data)].join('. ')}</li>`)}
            </ul>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-nested-envelopes': StrongNestedEnvelopes;
  }
}
