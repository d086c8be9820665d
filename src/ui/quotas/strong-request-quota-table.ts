import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { QuotaView } from '../../model/service-quotas.ts';
import { count } from '../kit/format.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { quotaTableStyles } from './quota-table.styles.ts';
import type { OperationUsage, QuotaUsage } from './quota-usage.ts';
import { TEXTS } from './quotas-texts.ts';
import { renderIncrease, type REQUEST_INCREASE } from './render-increase.ts';
import './strong-gauge.ts';

const { requests } = TEXTS;

/** Quotas with so many operations name them one by one. */
const MAX_NAMED_OPERATIONS = 12;

/** Request quotas with their levels and recent calls. Fires `strong-request-increase`. */
@customElement('strong-request-quota-table')
export class StrongRequestQuotaTable extends LitElement {
  static override styles = [base, controls, tables, stackedTables, quotaTableStyles];

  /** Name of the table, for screen readers. */
  @property() label = '';
  @property({ attribute: false }) quotas: readonly QuotaView[] = [];
  @property({ attribute: false }) usage: ReadonlyMap<string, QuotaUsage> = new Map();

  override render() {
    const { columns } = requests;
    return html`<table aria-label=${this.label}>
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
    const { columns } = requests;
    return html`<tr>
      <td class="name" data-label=${columns.name}>
        <div>
          ${quota.name} ${quota.awsCode ? html`<small class="mono">${quota.awsCode}</small>` : nothing}
          ${this.renderScope(quota)}
        </div>
      </td>
      <td data-label=${columns.level}><div>${this.renderLevel(quota)}</div></td>
      <td data-label=${columns.calls}>${this.renderCalls(quota, this.usage.get(quota.code))}</td>
      <td data-label=${columns.value}>
        <div>
          ${count(quota.value)}
          ${quota.value === quota.default ? nothing : html`<small>${TEXTS.standard(count(quota.default))}</small>`}
          ${
            quota.enforced === undefined || quota.enforced === quota.value
              ? nothing
              : html`<small>${requests.enforced(count(quota.enforced))}</small>`
          }
        </div>
      </td>
      <td data-label=${columns.increase}><div>${renderIncrease(this, quota)}</div></td>
    </tr>`;
  }

  private renderScope({ operations = [], keySpecs, service }: QuotaView) {
    if ((keySpecs === undefined && service === undefined) || operations.length > MAX_NAMED_OPERATIONS) return nothing;
    return html`<small>${operations.join(', ')}</small
      >${keySpecs ? html`<small>${requests.keySpecs(keySpecs)}</small>` : nothing}`;
  }

  private renderLevel({ name, level, enforced, keyStores }: QuotaView) {
    if (keyStores === undefined) return this.renderGauge(name, level, enforced);
    if (keyStores.length === 0) return html`<span class="soft">${requests.noKeyStores}</span>`;
    return html`<ul>
      ${keyStores.map((store) => html`<li><a href=${href(['key-stores', store.id])}>${store.name}</a> ${this.renderGauge(requests.ofKeyStore(name, store.name), store.level, enforced)}</li>`)}
    </ul>`;
  }

  private renderGauge(name: string, level: number | undefined, enforced: number | undefined) {
    if (level === undefined || enforced === undefined) return html`<span class="soft">${requests.off}</span>`;
    const capacity = Math.max(1, enforced);
    const whole = Math.floor(level);
    return html`<strong-gauge
      label=${requests.gauge(name)}
      text=${requests.level(count(whole), count(capacity))}
      .value=${level}
      .max=${capacity}
      ?empty=${whole === 0}
    ></strong-gauge>`;
  }

  private renderCalls(quota: QuotaView, usage: QuotaUsage | undefined) {
    if (usage === undefined) return html`<span class="soft">${requests.none}</span>`;
    return html`<ul>
      ${usage.operations.map((one) => html`<li>${this.renderOperation(quota, one)}</li>`)}
    </ul>`;
  }

  /** The links show also what the console hides: pages read keys too, and their reads count. */
  private renderOperation({ service }: QuotaView, { operation, calls, throttled }: OperationUsage) {
    const error = service === 'sts' ? 'Throttling' : 'ThrottlingException';
    const all = href(['activity'], { operation, console: '1' });
    const refused = href(['activity'], { operation, error, console: '1' });
    return html`<a href=${all} aria-label=${requests.viewCalls(operation, calls)}
        >${requests.calls(operation, calls)}</a
      >
      ${
        throttled > 0
          ? html`<a class="throttled" href=${refused} aria-label=${requests.viewThrottled(operation, throttled)}
              >${requests.throttled(throttled)}</a
            >`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-quota-table': StrongRequestQuotaTable;
  }
  interface HTMLElementEventMap {
    'strong-request-increase': EventOf<typeof REQUEST_INCREASE>;
  }
}
