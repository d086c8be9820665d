import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cellName, OUTCOME_LOOKS, rowId, type ColumnGroup, type MatrixRow } from '../decision/access-matrix.ts';
import { base, controls } from '../styles/shared.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './access-texts.ts';
import { ICONS, SELECT_CELL, selected } from './strong-matrix-list.ts';
import { matrixStyles } from './strong-matrix.styles.ts';
import '../kit/strong-icon.ts';
import './strong-matrix-list.ts';

/** Below this width in pixels the matrix is a list. */
const NARROW = 640;

/** A longer matrix has a filter. */
const MAX_UNFILTERED = 8;

/** How far a key moves, in rows and columns. */
const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/**
 * The access matrix: principals by operations. Each cell is a button that fires `strong-cell`. Arrow keys, Home and End
 * move among the cells, with Ctrl to the first and the last one. On a narrow screen it is a `strong-matrix-list`.
 */
@customElement('strong-matrix')
export class StrongMatrix extends LitElement {
  static override styles = [base, controls, matrixStyles];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) groups: readonly ColumnGroup[] = [];
  /** Names of cells (`cellName`) that a fix changed. */
  @property({ attribute: false }) altered: ReadonlySet<string> = new Set();
  /** Shows a list in place of the table; follows the width of the element. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() private filter = '';
  /** The cell in the tab order. */
  @state() private at: readonly [row: number, column: number] = [0, 0];

  #sizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      const narrow = (entry?.contentRect.width ?? NARROW) < NARROW;
      // Rendering inside the callback would change the observed size again.
      requestAnimationFrame(() => (this.narrow = narrow));
    });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('rows') || changed.has('groups') || changed.has('filter')) this.at = this.#inside(...this.at);
  }

  private get columns(): readonly string[] {
    return this.groups.flatMap(({ operations }) => operations);
  }

  private get shown(): readonly MatrixRow[] {
    const wanted = this.filter.trim().toLowerCase();
    return wanted ? this.rows.filter((row) => rowId(row).toLowerCase().includes(wanted)) : this.rows;
  }

  override render() {
    return html`<p class="legend soft small">
        <span><strong-icon class="yes" name="check"></strong-icon>${TEXTS.matrix.allowed}</span>
        <span><strong-icon class="no" name="cross"></strong-icon>${TEXTS.matrix.denied}</span>
        ${
          this.rows.some(({ cells }) => [...cells.values()].some(({ outcome }) => outcome === 'conditional'))
            ? html`<span><strong-icon class="depends" name="half"></strong-icon>${TEXTS.matrix.conditional}</span>`
            : nothing
        }
      </p>
      ${
        this.narrow
          ? html`<strong-matrix-list
              .rows=${this.rows}
              .groups=${this.groups}
              .altered=${this.altered}
              @strong-cell=${({ detail }: EventOf<typeof SELECT_CELL>) => SELECT_CELL.dispatch(this, detail)}
            ></strong-matrix-list>`
          : this.renderAll()
      }`;
  }

  private renderAll() {
    const { shown } = this;
    return html`${
        this.rows.length > MAX_UNFILTERED
          ? html`<label class="field"
              >${TEXTS.matrix.filter}<input type="search" .value=${this.filter} @input=${this.onFilter}
            /></label>`
          : nothing
      }
      <div class="scroll">
        <table role="grid" aria-label=${TEXTS.matrix.name} @keydown=${this.onKey}>
          <thead>
            <tr>
              <td></td>
              ${this.groups.map(({ name, operations }) => html`<th scope="colgroup" class="group" colspan=${operations.length}>${name}</th>`)}
            </tr>
            <tr class="names">
              <th scope="col" class="who"><span class="unseen">${TEXTS.matrix.principal}</span></th>
              ${this.groups.map(({ operations }) =>
                operations.map(
                  (operation, index) =>
                    html`<th scope="col" class=${index === 0 ? 'first' : ''}><span>${operation}</span></th>`,
                ),
              )}
            </tr>
          </thead>
          <tbody
            @pointerover=${this.#point}
            @pointerleave=${this.#point}
            @focusin=${this.#point}
            @focusout=${this.#point}
          >
            ${shown.map(
              (row, r) =>
                html`<tr>
                  <th scope="row" class="who" title=${row.accessKeyId ? rowId(row) : row.principal}>${row.name}</th>
                  ${this.#cellsOf(row, r)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${shown.length === 0 ? html`<p class="soft" role="status">${TEXTS.matrix.noMatch(this.filter)}</p>` : nothing}`;
  }

  #cellsOf(row: MatrixRow, r: number) {
    let c = -1;
    return this.groups.map(({ operations }) =>
      operations.map((operation, index) => {
        c += 1;
        const here = this.at[0] === r && this.at[1] === c;
        return html`<td role="gridcell" class=${index === 0 ? 'first' : ''}>
          ${this.#button(row, operation, here ? 0 : -1, [r, c])}
        </td>`;
      }),
    );
  }

  #button(row: MatrixRow, operation: string, tabindex: number, at: readonly [number, number]) {
    const cell = row.cells.get(operation);
    if (cell === undefined) return html`<span class="soft">–</span>`;
    const altered = this.altered.has(cellName(cell));
    const { look, words } = OUTCOME_LOOKS[cell.outcome];
    const nameOf = altered ? TEXTS.matrix.changedCell : TEXTS.matrix.cell;
    return html`<button
      type="button"
      class="cell ${look} ${altered ? 'altered' : ''}"
      tabindex=${tabindex}
      aria-label=${nameOf(row.name, operation, words)}
      data-column=${at[1]}
      @click=${() => this.#choose(row, operation, at)}
    >
      <strong-icon name=${ICONS[look]}></strong-icon>
    </button>`;
  }

  private onFilter(event: InputEvent) {
    this.filter = (event.target as HTMLInputElement).value;
  }

  #inside(row: number, column: number): readonly [number, number] {
    const between = (value: number, end: number): number => Math.max(0, Math.min(end - 1, value));
    return [between(row, this.shown.length), between(column, this.columns.length)];
  }

  private onKey(event: KeyboardEvent) {
    const [row, column] = this.at;
    const { ctrlKey: far, key } = event;
    const move = MOVES[key];
    let to: readonly [number, number];
    if (move) to = [row + move[0], column + move[1]];
    else if (key === 'Home') to = [far ? 0 : row, 0];
    else if (key === 'End') to = [far ? this.shown.length : row, this.columns.length];
    else return;
    event.preventDefault();
    this.at = this.#inside(...to);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.cell[tabindex="0"]')?.focus());
  }

  /** Highlights the name of the operation above the cell without rendering the matrix again. */
  readonly #point = ({ type, target }: Event): void => {
    const leaves = type === 'pointerleave' || type === 'focusout';
    const column = leaves ? undefined : (target as Element).closest<HTMLElement>('[data-column]')?.dataset.column;
    const names = this.renderRoot.querySelectorAll('.names th:not(.who)');
    for (const [index, name] of names.entries()) name.classList.toggle('here', String(index) === column);
  };

  #choose(row: MatrixRow, operation: string, at: readonly [number, number]) {
    this.at = at;
    SELECT_CELL.dispatch(this, selected(row, operation));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-matrix': StrongMatrix;
  }
}
