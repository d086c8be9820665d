import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Credentials } from '../../model/contract.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/** New credentials, with the words that their secret is shown this once. Fires `strong-close` when they are put away. */
@customElement('strong-credentials')
export class StrongCredentials extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      .shown {
        display: grid;
        gap: 0.6rem;
        padding: 0.9rem 1.1rem 1rem;
        border: 2px dashed var(--plaintext);
        background: var(--plaintext-tint);
      }
      dd {
        display: flex;
        align-items: start;
        gap: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) credentials: Credentials | undefined;

  override render() {
    const { credentials } = this;
    if (!credentials) return nothing;
    const rows = [
      ['Access key ID', credentials.accessKeyId],
      ['Secret access key', credentials.secretAccessKey],
      ...(credentials.sessionToken ? [['Session token', credentials.sessionToken]] : []),
    ] as const;
    return html`<div class="shown" role="group" aria-label="New access key">
      <p>
        <b>A new access key.</b> The secret is shown only now: copy it, or create another access key later. Earlier
        access keys keep working. The browser stores the secret as a CryptoKey that scripts cannot read; in the files of
        the browser profile it is not encrypted.
      </p>
      <dl class="facts">
        ${rows.map(
          ([label, value]) =>
            html`<dt>${label}</dt>
              <dd class="mono"><span>${value}</span><strong-copy .text=${value} what=${label}></strong-copy></dd>`,
        )}
      </dl>
      <div>
        <button type="button" @click=${() => this.dispatchEvent(new Event('strong-close'))}>Put it away</button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-credentials': StrongCredentials;
  }
}
