import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Bytes } from '../../base/bytes.ts';
import { pemOf } from '../kit/pem.ts';
import { download } from '../kit/save-file.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-copy.ts';

/** A public key as PEM and DER, to copy or download. */
@customElement('strong-public-key')
export class StrongPublicKey extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      pre {
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        background: var(--raised);
        line-height: 1.6;
        max-height: 24rem;
        overflow: auto;
        overflow-wrap: anywhere;
      }
      .row {
        margin: 0.75rem 0 1.5rem;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        margin-bottom: 0.25rem;
      }
    `,
  ];

  /** SubjectPublicKeyInfo, DER. */
  @property({ attribute: false }) der: Bytes = new Uint8Array();
  /** The name of the file, without extension. */
  @property() name = 'public-key';

  override render() {
    const pem = pemOf(this.der);
    return html`<div class="head">
        <h2>${TEXTS.publicKey.pem}</h2>
        <strong-copy .text=${pem} what=${TEXTS.publicKey.copiedPem}></strong-copy>
      </div>
      <pre tabindex="0" role="region" aria-label=${TEXTS.publicKey.shownPem}>${pem.trimEnd()}</pre>
      <div class="row">
        <button type="button" @click=${() => this.save(new Blob([pem], { type: 'application/x-pem-file' }), 'pem')}>
          ${TEXTS.publicKey.downloadPem}
        </button>
        <button
          type="button"
          @click=${() => this.save(new Blob([this.der], { type: 'application/octet-stream' }), 'der')}
        >
          ${TEXTS.publicKey.downloadDer}
        </button>
      </div>
      <h2>${TEXTS.publicKey.der}</h2>
      <strong-bytes .bytes=${this.der} what=${TEXTS.publicKey.bytes} pem="PUBLIC KEY"></strong-bytes>`;
  }

  private save(blob: Blob, extension: string) {
    download(blob, `${this.name}.${extension}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-public-key': StrongPublicKey;
  }
}
