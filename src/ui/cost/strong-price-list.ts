import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PRICE_RULES, REQUEST_CLASSES, type PriceEvidence, type PriceTable } from '../../model/prices.ts';
import { count } from '../kit/format.ts';
import { base, tables } from '../styles/shared.ts';
import { TEXTS } from './cost-texts.ts';
import { money } from './format-money.ts';

/** One row: what it is, its price, and whether AWS documents it. */
type Row = readonly [what: string, price: string, evidence: PriceEvidence];

function rowsOf(prices: PriceTable): readonly Row[] {
  const { keyMonth, rotationMonth, maxRotations, freeRequests, requests, rules, currency } = prices;
  const per10000 = (micros: number) => TEXTS.prices.perRequests(money(micros * 10_000, currency));
  return [
    [TEXTS.prices.keyMonth, money(keyMonth.micros, currency), keyMonth.evidence],
    [TEXTS.prices.rotationMonth(maxRotations), money(rotationMonth.micros, currency), rotationMonth.evidence],
    ...REQUEST_CLASSES.map((name): Row => {
      const { micros, free, evidence } = requests[name];
      const price = per10000(micros);
      return [TEXTS.lines.classes[name], free ? TEXTS.prices.inFreeTier(price) : price, evidence];
    }),
    [TEXTS.prices.freeRequests, count(freeRequests), rules.freeTier],
    ...PRICE_RULES.map((name): Row => [TEXTS.prices.rules[name], '', rules[name]]),
  ];
}

/** The price table: source, date, prices and rules, and which of them AWS documents. */
@customElement('strong-price-list')
export class StrongPriceList extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
    `,
  ];

  @property({ attribute: false }) prices!: PriceTable;

  override render() {
    const { currency, effectiveDate, source } = this.prices;
    const rows = rowsOf(this.prices);
    const { columns, evidence: names } = TEXTS.prices;
    return html`<p class="small">${TEXTS.prices.lead(currency, effectiveDate, source)}</p>
      <details>
        <summary>${TEXTS.prices.summary(rows.filter(([, , evidence]) => evidence !== 'documented').length)}</summary>
        <p class="small">${TEXTS.prices.intro}</p>
        <table>
          <caption class="unseen">
            ${TEXTS.prices.caption}
          </caption>
          <thead>
            <tr>
              ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([what, price, evidence]) =>
                html`<tr data-evidence=${evidence}>
                  <td>${what}</td>
                  <td>${price}</td>
                  <td>${names[evidence]}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-price-list': StrongPriceList;
  }
}
