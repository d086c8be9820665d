import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesExactly, moment } from '../kit/format.ts';
import { download } from '../kit/save-file.ts';
import { base, controls } from '../styles/shared.ts';
import type { Kept } from '../page/kept-file.ts';

/** What came out when the file was opened again. */
export interface Opened {
  readonly blob: Blob;
  /** The text, where it is a short one. */
  readonly text: string | undefined;
}

/** What is known of the KMS key of a kept file. `deletedAt`: when KMS deleted it; absent where the log does not say. */
export type KeptKey = { readonly exists: true } | { readonly exists: false; readonly deletedAt?: Date };

/** The encrypted file that the page keeps: what it is, whether it can still be opened, and what came out of it. Fires `strong-open`. */
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
      <h2 id="kept">${note.name}.sealed</h2>
      <p>${bytesExactly(note.sealedSize)}, sealed ${moment(note.sealedAt)}. ${this.standing()}</p>
      <div class="row">
        ${
          kmsKey.exists
            ? html`<button
                type="button"
                aria-disabled=${this.busy ? 'true' : 'false'}
                @click=${() => this.dispatchEvent(new Event('strong-open'))}
              >
                Open again
              </button>`
            : nothing
        }
        <button type="button" @click=${() => download(kept.sealed, `${note.name}.sealed`)}>Save the sealed file</button>
        ${opened ? html`<button type="button" @click=${() => download(opened.blob, note.name)}>Save the opened file</button>` : nothing}
      </div>
      ${opened?.text === undefined ? nothing : html`<pre class="letter" tabindex="0" role="region" aria-label="The opened file">${opened.text}</pre>`}
      ${opened && opened.text === undefined ? html`<p>Opened: ${bytesExactly(opened.blob.size)}.</p>` : nothing}
    </section>`;
  }

  /** What can be done with the file. */
  private standing() {
    const { kept, kmsKey } = this;
    if (kmsKey.exists)
      return kept.lasting
        ? 'It stays in this browser: close it, come back offline, and open it again.'
        : 'This browser keeps nothing: save it, or it is lost when you leave.';
    const deleted = kmsKey.deletedAt
      ? `Its KMS key was deleted on ${moment(kmsKey.deletedAt)}.`
      : 'Its KMS key no longer exists in this sandbox.';
    return html`<b>${deleted}</b> Nobody can decrypt the file now, nor any copy of it: without the KMS key, its data key
      cannot be decrypted.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-kept-file': StrongKeptFile;
  }
}
