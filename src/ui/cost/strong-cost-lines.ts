import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parseArn } from '../../model/arn.ts';
import type { CostAmounts, CostDimension, CostLine, KeyOwner } from '../../model/cost.ts';
import type { RequestClass } from '../../model/prices.ts';
import { count } from '../kit/format.ts';
import { href } from '../page/router.ts';
import { base, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './cost-texts.ts';
import { money } from './format-money.ts';

/** Lines shown: more would be slow to render. */
const MAX_LINES = 100;

const COLUMNS = Object.keys(TEXTS.lines.columns) as (keyof CostAmounts)[];

/** Columns that are numbers of calls. The others are amounts. */
const COUNTS: readonly (keyof CostAmounts)[] = ['requestCount', 'freeCount', 'failedCount'];

/** The lines of one dimension of a month, as a table. */
@customElement('strong-cost-lines')
export class StrongCostLines extends LitElement {
  static override styles = [
    base,
    tables,
    stackedTables,
    css`
      :host {
        container-type: inline-size;
      }
      tbody th {
        font-weight: 400;
        font-size: inherit;
        color: var(--text);
        white-space: normal;
        overflow-wrap: anywhere;
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      th:not(:first-child),
      td {
        text-align: right;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
      }
      @container (max-width: 41rem) {
        tbody th {
          display: block;
          padding: 0.15rem 0.75rem;
          border: 0;
          font-weight: 600;
        }
        td {
          text-align: left;
        }
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly CostLine[] = [];
  @property() dimension: CostDimension = 'owner';
  @property() currency = '';
  /** Name of the month, for the caption. */
  @property() month = '';
  /** Account and Region whose keys have a page to link to. */
  @property() account = '';
  @property() region = '';

  override render() {
    const { lines, dimension } = this;
    const { columns, dimensions } = TEXTS.lines;
    if (lines.length === 0) return html`<p class="soft">${TEXTS.lines.none}</p>`;
    return html`<table role="table">
        <caption class="unseen">
          ${TEXTS.lines.caption(dimensions[dimension], this.month)}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${dimensions[dimension]}</th>
            ${COLUMNS.map((name) => html`<th role="columnheader" scope="col">${columns[name]}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${lines.slice(0, MAX_LINES).map((line) => this.renderLine(line))}
        </tbody>
      </table>
      ${lines.length > MAX_LINES ? html`<p class="soft small">${TEXTS.lines.more(count(lines.length - MAX_LINES))}</p>` : nothing}`;
  }

  private renderLine(line: CostLine) {
    return html`<tr role="row">
      <th role="rowheader" scope="row">${this.renderName(line.name)}</th>
      ${COLUMNS.map(
        (name) =>
          html`<td role="cell" data-label=${TEXTS.lines.columns[name]}>
            ${COUNTS.includes(name) ? count(line[name]) : money(line[name], this.currency)}
          </td>`,
      )}
    </tr>`;
  }

  private renderName(name: string | null) {
    const { owners, classes, without } = TEXTS.lines;
    if (name === null) return without[this.dimension];
    if (this.dimension === 'owner') return owners[name as KeyOwner];
    if (this.dimension === 'class') return classes[name as RequestClass];
    if (this.dimension !== 'key') return name;
    const arn = parseArn(name);
    const isHere = arn?.account === this.account && arn.region === this.region;
    return isHere ? html`<a href=${href(['keys', arn.resource.replace('key/', '')])}>${name}</a>` : name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-cost-lines': StrongCostLines;
  }
}
