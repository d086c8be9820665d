import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesExactly, moment } from '../kit/format.ts';
import { download } from '../kit/save-file.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { ENCRYPTED_EXTENSION } from './encrypted-name.ts';
import { TEXTS } from './home-texts.ts';
import type { Kept } from '../page/kept-file.ts';

/** Fired when the user decrypts the file. */
const OPEN = typedEvent('strong-open');

/** The decrypted file. */
export interface Opened {
  readonly blob: Blob;
  /** The text of a short text file. */
  readonly text: string | undefined;
}

/** State of the KMS key of a kept file. `deletedAt` is absent if the audit log has no event of the deletion. */
export type KeptKey = { readonly exists: true } | { readonly exists: false; readonly deletedAt?: Date };

/**
 * The encrypted file that the page keeps: what it is, whether it can be decrypted, and its content. Fires
 * `strong-open`.
 */
@customElement('strong-kept-file')
export class StrongKeptFile extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .letter {
        padding: 1rem;
        border-left: 4px solid var(--line);
        background: var(--raised);
        max-height: 20rem;
        overflow: auto;
      }
      section {
        margin-top: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) kept!: Kept;
  @property({ attribute: false }) opened: Opened | undefined;
  @property({ attribute: false }) kmsKey: KeptKey = { exists: true };
  @property({ type: Boolean }) busy = false;

  override render() {
    const { kept, opened, kmsKey } = this;
    const { note } = kept;
    return html`<section class="stack" aria-labelledby="kept">
      <h2 id="kept">${note.name}${ENCRYPTED_EXTENSION}</h2>
      <p>${TEXTS.keptFile.encryptedAt(bytesExactly(note.sealedSize), moment(note.sealedAt))} ${this.renderState()}</p>
      <div class="row">
        ${
          kmsKey.exists
            ? html`<button
                type="button"
                aria-disabled=${this.busy ? 'true' : 'false'}
                id="decrypt"
                @click=${() => OPEN.dispatch(this)}
              >
                ${TEXTS.keptFile.decrypt}
              </button>`
            : nothing
        }
        <button type="button" @click=${() => download(kept.sealed, `${note.name}${ENCRYPTED_EXTENSION}`)}>
          ${TEXTS.keptFile.downloadEncrypted}
        </button>
        ${opened ? html`<button type="button" @click=${() => download(opened.blob, note.name)}>${TEXTS.keptFile.downloadDecrypted}</button>` : nothing}
      </div>
      ${opened?.text === undefined ? nothing : html`<pre class="letter" tabindex="0" role="region" aria-label=${TEXTS.keptFile.contents}>${opened.text}</pre>`}
      ${opened && opened.text === undefined ? html`<p>${TEXTS.keptFile.decrypted(bytesExactly(opened.blob.size))}</p>` : nothing}
    </section>`;
  }

  /** Whether the file is stored, and whether it can be decrypted. */
  private renderState() {
    const { kept, kmsKey } = this;
    if (kmsKey.exists) return kept.lasting ? TEXTS.keptFile.stored : TEXTS.keptFile.notStored;
    const deleted = kmsKey.deletedAt
      ? TEXTS.keptFile.keyDeletedAt(moment(kmsKey.deletedAt))
      : TEXTS.keptFile.keyMissing;
    return html`${deleted} ${TEXTS.keptFile.lost}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-kept-file': StrongKeptFile;
  }
}
