import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { toHex } from '../../base/hex.ts';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import { bytesExactly } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { describeProvider } from './provider-info.ts';
import { TEXTS } from './recipients-texts.ts';

/** The user removes the recipient at an index. */
export const REMOVE_RECIPIENT = typedEvent<number>('strong-remove-recipient');

/** Bytes of an encrypted data key that are shown. */
const SHOWN_BYTES = 12;

/** A table of encrypted data keys: the key of each, and who can open it. */
@customElement('strong-recipients')
export class StrongRecipients extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        container-type: inline-size;
        margin-top: 1.5rem;
      }
      caption {
        text-align: left;
        color: var(--soft);
        font-size: var(--t1);
        padding-bottom: 0.35rem;
      }
      td {
        overflow-wrap: anywhere;
      }
      button {
        white-space: nowrap;
        overflow-wrap: normal;
      }
      .now {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly EncryptedDataKey[] = [];
  @property({ attribute: false }) encryptionContext: Readonly<Record<string, string>> = {};
  /** ARN of the key that decrypted the message, if one did. */
  @property() decryptedBy = '';
  /** Each row but the last one left has a button that fires `strong-remove-recipient`. */
  @property({ type: Boolean }) removable = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { table } = TEXTS;
    return html`<h2 id="heading">${table.heading}</h2>
      <table aria-labelledby="heading">
        <caption>
          ${table.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${table.number}</th>
            <th scope="col">${table.provider}</th>
            <th scope="col">${table.key}</th>
            <th scope="col">${table.encryptedKey}</th>
            <th scope="col">${table.opens}</th>
            ${this.removable ? html`<th scope="col">${table.change}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${this.keys.map((key, index) => this.renderRow(key, index))}
        </tbody>
      </table>`;
  }

  private renderRow(key: EncryptedDataKey, index: number) {
    const { table } = TEXTS;
    const { name: info } = describeProvider(key);
    return html`<tr>
      <td data-label=${table.number}>${index + 1}</td>
      <td data-label=${table.provider} class="mono">${key.providerId}</td>
      <td data-label=${table.key} class="mono">${info}</td>
      <td data-label=${table.encryptedKey}>
        <div>
          ${bytesExactly(key.ciphertext.length)}<br /><span class="mono soft"
            >${toHex(key.ciphertext.subarray(0, SHOWN_BYTES))}…</span
          >
        </div>
      </td>
      <td data-label=${table.opens}>
        <div>
          ${this.renderReaders(key)}
          ${this.decryptedBy !== '' && info === this.decryptedBy ? html`<p class="now">${table.decrypted}</p>` : nothing}
        </div>
      </td>
      ${this.removable ? html`<td data-label=${table.change}>${this.renderRemove(index)}</td>` : nothing}
    </tr>`;
  }

  private renderReaders(key: EncryptedDataKey) {
    const { readers, kmsKeyId } = describeProvider(key);
    const pairs = Object.entries(this.encryptionContext).map(([name, value]) => `${name} = ${value}`);
    const text = readers === 'decrypt' ? TEXTS.table.opensBy(pairs.join(', ')) : TEXTS.table.readers[readers];
    return html`${text}.
    ${kmsKeyId ? html`<a href=${href(['keys', kmsKeyId, 'access'])}>${TEXTS.table.access}</a>` : nothing}`;
  }

  private renderRemove(index: number) {
    return html`<button
      type="button"
      aria-label=${TEXTS.table.removeOne(index + 1)}
      ?disabled=${this.keys.length === 1}
      aria-disabled=${this.busy || this.keys.length === 1 ? 'true' : 'false'}
      @click=${() => !this.busy && REMOVE_RECIPIENT.dispatch(this, index)}
    >
      ${TEXTS.table.remove}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-recipients': StrongRecipients;
  }
}
