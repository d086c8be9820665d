import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import { day } from '../kit/format.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';
import './strong-connection-state.ts';

/** The custom key stores of both types. */
@customElement('strong-key-store-table')
export class StrongKeyStoreTable extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      td {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) stores: readonly CustomKeyStoresListEntry[] = [];

  override render() {
    const { table } = TEXTS;
    const columns = [table.name, table.id, table.type, table.behind, table.state, table.created];
    return html`<table aria-label=${table.label}>
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.stores.map((store) => this.renderRow(store))}
      </tbody>
    </table>`;
  }

  private renderRow(store: CustomKeyStoresListEntry) {
    const { table } = TEXTS;
    const { CustomKeyStoreId: id = '', CustomKeyStoreType: type = 'AWS_CLOUDHSM' } = store;
    return html`<tr>
      <td data-label=${table.name}><a href=${href(['key-stores', id])}>${store.CustomKeyStoreName}</a></td>
      <td data-label=${table.id} class="mono">${id}</td>
      <td data-label=${table.type}>${TEXTS.types[type]}</td>
      <td data-label=${table.behind} class="mono">
        ${store.CloudHsmClusterId ?? store.XksProxyConfiguration?.UriEndpoint ?? ''}
      </td>
      <td data-label=${table.state}>
        <strong-connection-state
          .state=${store.ConnectionState ?? 'DISCONNECTED'}
          .errorCode=${store.ConnectionErrorCode ?? ''}
        ></strong-connection-state>
      </td>
      <td data-label=${table.created}>${day(store.CreationDate)}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-store-table': StrongKeyStoreTable;
  }
}
