import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { QuotaView } from '../../model/service-quotas.ts';
import { count } from '../kit/format.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { quotaTableStyles } from './quota-table.styles.ts';
import { TEXTS } from './quotas-texts.ts';
import { renderIncrease } from './render-increase.ts';
import './strong-gauge.ts';

const { resources } = TEXTS;

/** Resource quotas with their use. Fires `strong-request-increase`. */
@customElement('strong-resource-quota-table')
export class StrongResourceQuotaTable extends LitElement {
  static override styles = [base, controls, tables, stackedTables, quotaTableStyles];

  @property({ attribute: false }) quotas: readonly QuotaView[] = [];

  override render() {
    const { columns } = resources;
    return html`<table aria-label=${resources.heading}>
      <thead>
        <tr>
          ${Object.values(columns).map((name, index) => html`<th class=${index === 0 ? 'name' : ''} scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.quotas.map((quota) => this.renderRow(quota))}
      </tbody>
    </table>`;
  }

  private renderRow(quota: QuotaView) {
    const { columns } = resources;
    const { name, awsCode, scope, value } = quota;
    const text = (amount: number) => (quota.unit === 'bytes' ? resources.bytes(count(amount)) : count(amount));
    return html`<tr>
      <td class="name" data-label=${columns.name}>
        <div>${name} ${awsCode ? html`<small class="mono">${awsCode}</small>` : nothing}</div>
      </td>
      <td data-label=${columns.scope}>${scope}</td>
      <td data-label=${columns.used}><div>${this.renderUse(quota)}</div></td>
      <td data-label=${columns.value}>
        <div>
          ${text(value)}
          ${value === quota.default ? nothing : html`<small>${TEXTS.standard(text(quota.default))}</small>`}
        </div>
      </td>
      <td data-label=${columns.increase}><div>${renderIncrease(this, quota)}</div></td>
    </tr>`;
  }

  private renderUse({ name, scope, used, value }: QuotaView) {
    if (used === undefined)
      return html`<span class="soft">${scope === 'key' ? resources.perKey : TEXTS.requests.none}</span>`;
    return html`<strong-gauge
      label=${resources.gauge(name)}
      text=${resources.used(count(used), count(value))}
      .value=${used}
      .max=${value}
      ?empty=${used >= value}
    ></strong-gauge>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-resource-quota-table': StrongResourceQuotaTable;
  }
}
