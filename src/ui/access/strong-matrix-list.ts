import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import {
  cellName,
  OUTCOME_LOOKS,
  rowId,
  type CellLook,
  type ColumnGroup,
  type MatrixRow,
} from '../decision/access-matrix.ts';
import { operationName } from '../kit/operation-name.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './access-texts.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';

/** A cell was selected. */
export const SELECT_CELL = typedEvent<Pick<AccessCell, 'principal' | 'accessKeyId' | 'operation'>>('strong-cell');

/** The detail of the event for a cell of `row`. */
export function selected({ principal, accessKeyId }: MatrixRow, operation: string) {
  return { principal, ...(accessKeyId === undefined ? {} : { accessKeyId }), operation };
}

/** The icon of each look of a cell. */
export const ICONS = { yes: 'check', no: 'cross', depends: 'half' } as const satisfies Record<CellLook, string>;

/** The access matrix on a narrow screen: the cells of one principal or of one operation. A line fires `strong-cell`. */
@customElement('strong-matrix-list')
export class StrongMatrixList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .by {
        margin-bottom: 0.75rem;
      }
      .by button[aria-pressed='true'] {
        border-color: var(--brass);
        background: var(--brass-tint);
      }
      h2 {
        margin: 1.25rem 0 0.25rem;
        font-size: var(--t1);
        color: var(--soft);
      }
      ul {
        list-style: none;
        margin-top: 0.5rem;
      }
      h2 + ul {
        margin-top: 0;
      }
      li button {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr) auto;
        justify-items: start;
        width: 100%;
        padding: 0.3rem 0;
        border: 0;
        border-bottom: 1px solid var(--line);
        border-radius: 0;
        background: none;
        font-weight: 450;
        text-align: left;
        overflow-wrap: anywhere;
      }
      .yes strong-icon {
        color: var(--ok);
      }
      .no strong-icon {
        color: var(--deny);
      }
      .depends strong-icon {
        color: var(--warn);
      }
      small {
        font-size: var(--t1);
        color: var(--soft);
      }
      .altered {
        border-bottom: 2px dashed var(--brass);
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) groups: readonly ColumnGroup[] = [];
  /** Names of cells (`cellName`) that a fix changed. */
  @property({ attribute: false }) altered: ReadonlySet<string> = new Set();

  @state() private by: 'principal' | 'operation' = 'principal';
  /** The row that is shown (`rowId`). */
  @state() private row = '';
  @state() private operation = '';

  override render() {
    return html`<div class="row by" role="group" aria-label=${TEXTS.list.views}>
        ${(['principal', 'operation'] as const).map((by) => html`<button type="button" aria-pressed=${by === this.by} @click=${() => (this.by = by)}>${TEXTS.list.by[by]}</button>`)}
      </div>
      ${this.by === 'principal' ? this.renderPrincipal() : this.renderOperation()}`;
  }

  private renderPrincipal() {
    const row = this.rows.find((one) => rowId(one) === this.row) ?? this.rows[0];
    if (!row) return nothing;
    return html`<label class="field"
        >${TEXTS.matrix.principal}<select
          @change=${(event: Event) => (this.row = (event.target as HTMLSelectElement).value)}
        >
          ${this.rows.map((one) => html`<option value=${rowId(one)} .selected=${one === row}>${one.name}</option>`)}
        </select></label
      >
      ${this.groups.map(
        ({ name, operations }) =>
          html`<h2>${name}</h2>
            <ul>
              ${operations.map((operation) => html`<li>${this.renderCell(row, operation, operation, TEXTS.list.forPrincipal(row.name))}</li>`)}
            </ul>`,
      )}`;
  }

  private renderOperation() {
    const operation = this.operation || (this.groups[0]?.operations[0] ?? '');
    return html`<label class="field"
        >${TEXTS.matrix.operation}<select
          @change=${(event: Event) => (this.operation = (event.target as HTMLSelectElement).value)}
        >
          ${this.groups.map(
            ({ name, operations }) =>
              html`<optgroup label=${name}>
                ${operations.map((one) => html`<option value=${one} .selected=${one === operation}>${one}</option>`)}
              </optgroup>`,
          )}
        </select></label
      >
      <ul>
        ${this.rows.map((row) => html`<li>${this.renderCell(row, operation, row.name, TEXTS.list.forOperation(operation))}</li>`)}
      </ul>`;
  }

  /** `name` differs from line to line; a screen reader also reads `hidden`. */
  private renderCell(row: MatrixRow, operation: string, name: string, hidden: string) {
    const cell = row.cells.get(operation);
    if (cell === undefined) return html`<span class="soft">${TEXTS.list.notEvaluated(name)}</span>`;
    const altered = this.altered.has(cellName(cell));
    const { look, words } = OUTCOME_LOOKS[cell.outcome];
    return html`<button
      type="button"
      class="${look} ${altered ? 'altered' : ''}"
      @click=${() => SELECT_CELL.dispatch(this, selected(row, operation))}
    >
      <strong-icon name=${ICONS[look]}></strong-icon><span>${operationName(name)}</span
      ><small>${altered ? TEXTS.list.changed(words) : words}<span class="unseen"> ${hidden}</span></small>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-matrix-list': StrongMatrixList;
  }
}
