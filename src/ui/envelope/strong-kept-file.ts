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
 * The encrypted file that the page keeps: what it is, whether it can be decrypted, and its content. Its parts are items
 * of the row that it is in: the buttons, what is known above or below them, and the content. Fires `strong-open`.
 */
@customElement('strong-kept-file')
export class StrongKeptFile extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: contents;
      }
      .below {
        order: 1;
        flex-basis: 100%;
      }
      .above {
        order: -1;
        flex-basis: 100%;
      }
      .primary {
        min-height: 3rem;
        padding-inline: 1.5rem;
        font-size: var(--t3);
      }
      .letter {
        padding: 1rem;
        border-left: 4px solid var(--line);
        background: var(--raised);
        max-height: 20rem;
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) kept!: Kept;
  @property({ attribute: false }) opened: Opened | undefined;
  @property({ attribute: false }) kmsKey: KeptKey = { exists: true };
  @property({ type: Boolean }) busy = false;
  /** Whether to decrypt it is the next thing to do. */
  @property({ type: Boolean, reflect: true }) primary = false;

  /** Moves the focus to the button that decrypts the file. */
  focusButton(): void {
    this.renderRoot.querySelector<HTMLElement>('#decrypt')?.focus({ preventScroll: true });
  }

  override render() {
    const { kept, opened, kmsKey, primary } = this;
    const { note } = kept;
    const name = `${note.name}${ENCRYPTED_EXTENSION}`;
    return html`${
        kmsKey.exists
          ? html`<button
              type="button"
              class=${primary ? 'primary' : ''}
              aria-disabled=${this.busy ? 'true' : 'false'}
              id="decrypt"
              @click=${() => OPEN.dispatch(this)}
            >
              ${primary ? TEXTS.keptFile.decryptAgain : TEXTS.keptFile.decrypt}
            </button>`
          : nothing
      }
      <button type="button" @click=${() => download(kept.sealed, name)}>${TEXTS.keptFile.downloadEncrypted}</button>
      ${opened ? html`<button type="button" @click=${() => download(opened.blob, note.name)}>${TEXTS.keptFile.downloadDecrypted}</button>` : nothing}
      <p class=${primary ? 'above' : 'below'}>
        ${TEXTS.keptFile.encryptedAt(name, bytesExactly(note.sealedSize), moment(note.sealedAt))} ${this.renderState()}
      </p>
      ${opened?.text === undefined ? nothing : html`<pre class="letter below" tabindex="0" role="region" aria-label=${TEXTS.keptFile.contents}>${opened.text}</pre>`}`;
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
