import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { KeyListing } from '../../model/contract.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './proxies-texts.ts';
import '../kit/strong-dialog.ts';

/** What is to be deleted, and what stops working with it. */
export interface Removal {
  readonly proxyId: string;
  /** Omitted: the proxy. */
  readonly keyId?: string;
  /** KMS keys and key stores that use it. Omitted: the caller may not list key stores. */
  readonly users?: { readonly keys: readonly KeyListing[]; readonly stores: readonly CustomKeyStoresListEntry[] };
  readonly account: string;
  readonly region: string;
}

/** Asks to delete it. */
export const CONFIRM_REMOVAL = typedEvent<Removal>('strong-confirm-removal');

const { removal: texts } = TEXTS;

/**
 * The dialog before a proxy or an external key is deleted: what stops working. `show()` opens it; fires
 * `strong-confirm-removal`.
 */
@customElement('strong-remove-external')
export class StrongRemoveExternal extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      h3,
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) removal: Removal | undefined;
  @query('strong-dialog') private dialog!: StrongDialog;

  async show(removal: Removal): Promise<void> {
    this.removal = removal;
    await this.updateComplete;
    this.dialog.show();
  }

  override render() {
    const { removal } = this;
    const isKey = removal?.keyId !== undefined;
    const heading = isKey ? texts.keyHeading(removal.keyId) : texts.proxyHeading(removal?.proxyId ?? '');
    return html`<strong-dialog heading=${heading}>
      <p>${isKey ? texts.keyText : texts.proxyText}</p>
      ${removal ? this.renderUsers(removal) : nothing}
      <button
        slot="actions"
        type="button"
        class="danger"
        @click=${() => {
          this.dialog.close();
          if (removal) CONFIRM_REMOVAL.dispatch(this, removal);
        }}
      >
        ${texts.submit}
      </button>
    </strong-dialog>`;
  }

  private renderUsers({ users, account, region, keyId }: Removal) {
    if (users === undefined) return html`<p>${texts.unknown}</p>`;
    const stores = keyId === undefined ? users.stores : [];
    if (users.keys.length + stores.length === 0) return html`<p>${texts.unused(account, region)}</p>`;
    return html`${
        users.keys.length === 0
          ? nothing
          : html`<h3>${texts.keys}</h3>
              <ul>
                ${users.keys.map((key) => html`<li>${texts.key(key.keyId, key.xksKeyId ?? '')}</li>`)}
              </ul>
              <p>${texts.forever}</p>`
      }
      ${
        stores.length === 0
          ? nothing
          : html`<h3>${texts.stores}</h3>
              <ul>
                ${stores.map((store) => html`<li>${store.CustomKeyStoreName}</li>`)}
              </ul>`
      }
      <p class="soft">${texts.searched(account, region)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-remove-external': StrongRemoveExternal;
  }
}
