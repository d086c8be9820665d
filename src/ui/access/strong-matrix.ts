import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cellName, OUTCOME_LOOKS, type ColumnGroup, type MatrixRow } from '../decision/access-matrix.ts';
import { base, controls } from '../styles/shared.ts';
import { ICONS, type CellEvent } from './strong-matrix-list.ts';
import { matrixStyles } from './strong-matrix.styles.ts';
import '../kit/strong-icon.ts';
import './strong-matrix-list.ts';

/** Below this width it is a list. */
const NARROW = 640;

/** More rows than these can be filtered. */
const FEW = 8;

/** Where the arrow keys lead, in rows and columns. */
const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/**
 * Who may do what: principals by operations. Each cell is a button that fires `strong-cell`; arrow keys, Home, End and Ctrl with them move among the cells.
 * Where it is narrow, a list of one principal's cells, or of one operation's.
 */
@customElement('strong-matrix')
export class StrongMatrix extends LitElement {
  static override styles = [base, controls, matrixStyles];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) groups: readonly ColumnGroup[] = [];
  /** Names of cells (`cellName`) that were altered a moment ago. */
  @property({ attribute: false }) altered: ReadonlySet<string> = new Set();
  /** One principal or operation at a time; follows the width of the element. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() private filter = '';
  /** The cell that Tab reaches. */
  @state() private at: readonly [row: number, column: number] = [0, 0];

  #sizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      const narrow = (entry?.contentRect.width ?? NARROW) < NARROW;
      // Not within the observation: what is drawn then changes the size that is observed.
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
    return wanted ? this.rows.filter(({ principal }) => principal.toLowerCase().includes(wanted)) : this.rows;
  }

  override render() {
    return html`<p class="legend soft small">
        <span><strong-icon class="yes" name="check"></strong-icon>allowed</span>
        <span><strong-icon class="no" name="cross"></strong-icon>denied</span>
        ${
          this.rows.some(({ cells }) => [...cells.values()].some(({ outcome }) => outcome === 'conditional'))
            ? html`<span
                ><strong-icon class="depends" name="half"></strong-icon>allowed only to requests that meet
                conditions</span
              >`
            : nothing
        }
      </p>
      ${
        this.narrow
          ? html`<strong-matrix-list
              .rows=${this.rows}
              .groups=${this.groups}
              .altered=${this.altered}
              @strong-cell=${({ detail }: CellEvent) => this.#tell(detail.principal, detail.operation)}
            ></strong-matrix-list>`
          : this.renderAll()
      }`;
  }

  private renderAll() {
    const { shown } = this;
    return html`${
        this.rows.length > FEW
          ? html`<label class="field"
              >Filter principals<input type="search" .value=${this.filter} @input=${this.onFilter}
            /></label>`
          : nothing
      }
      <div class="scroll">
        <table role="grid" aria-label="Principals and operations" @keydown=${this.onKey}>
          <thead>
            <tr>
              <td></td>
              ${this.groups.map(({ name, operations }) => html`<th scope="colgroup" class="group" colspan=${operations.length}>${name}</th>`)}
            </tr>
            <tr class="names">
              <th scope="col" class="who"><span class="unseen">Principal</span></th>
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
                  <th scope="row" class="who" title=${row.principal}>${row.name}</th>
                  ${this.#cellsOf(row, r)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${shown.length === 0 ? html`<p class="soft" role="status">No principal fits “${this.filter}”.</p>` : nothing}`;
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
    return html`<button
      type="button"
      class="cell ${look} ${altered ? 'altered' : ''}"
      tabindex=${tabindex}
      aria-label="${row.name}, ${operation}: ${words}${altered ? ', altered just now' : ''}. Why?"
      data-column=${at[1]}
      @click=${() => this.#choose(row.principal, operation, at)}
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

  /** Marks the name of the operation above the cell: in a wide table the eye loses the column. Nothing else is drawn again. */
  readonly #point = ({ type, target }: Event): void => {
    const leaves = type === 'pointerleave' || type === 'focusout';
    const column = leaves ? undefined : (target as Element).closest<HTMLElement>('[data-column]')?.dataset.column;
    const names = this.renderRoot.querySelectorAll('.names th:not(.who)');
    for (const [index, name] of names.entries()) name.classList.toggle('here', String(index) === column);
  };

  #choose(principal: string, operation: string, at: readonly [number, number]) {
    this.at = at;
    this.#tell(principal, operation);
  }

  #tell(principal: string, operation: string) {
    this.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal, operation } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-matrix': StrongMatrix;
  }
}
