import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import { cellName, type ColumnGroup, type MatrixRow } from '../state/access-matrix.ts';
import { base, controls } from '../styles/shared.ts';
import { matrixStyles } from './strong-matrix.styles.ts';
import './strong-icon.ts';

/** What `strong-cell` carries. */
export type CellEvent = CustomEvent<Pick<AccessCell, 'principal' | 'operation'>>;

/** Below this width one principal is shown at a time. */
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
 * Where it is narrow, one principal at a time.
 */
@customElement('strong-matrix')
export class StrongMatrix extends LitElement {
  static override styles = [base, controls, matrixStyles];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) groups: readonly ColumnGroup[] = [];
  /** Names of cells (`cellName`) that were altered a moment ago. */
  @property({ attribute: false }) altered: ReadonlySet<string> = new Set();
  /** One principal at a time; follows the width of the element. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() private filter = '';
  /** The cell that Tab reaches. */
  @state() private at: readonly [row: number, column: number] = [0, 0];
  @state() private chosen = '';

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
    return this.narrow ? this.renderOne() : this.renderAll();
  }

  private renderAll() {
    const { shown } = this;
    return html`${
        this.rows.length > FEW
          ? html`<label class="field">Filter principals<input type="search" .value=${this.filter} @input=${this.onFilter} /></label>`
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
                operations.map((operation, index) => html`<th scope="col" class=${index === 0 ? 'first' : ''}><span>${operation}</span></th>`),
              )}
            </tr>
          </thead>
          <tbody>
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
        return html`<td role="gridcell" class=${index === 0 ? 'first' : ''}>${this.#button(row, operation, here ? 0 : -1, [r, c])}</td>`;
      }),
    );
  }

  #button(row: MatrixRow, operation: string, tabindex: number, at?: readonly [number, number]) {
    const cell = row.cells.get(operation);
    if (cell === undefined) return html`<span class="soft">–</span>`;
    const altered = this.altered.has(cellName(cell));
    const words = `${cell.allowed ? 'allowed' : 'denied'}${altered ? ', altered just now' : ''}`;
    return html`<button
      type="button"
      class="cell ${cell.allowed ? 'yes' : 'no'} ${altered ? 'altered' : ''}"
      tabindex=${tabindex}
      aria-label=${ifDefined(at ? `${row.name}, ${operation}: ${words}. Why?` : undefined)}
      @click=${() => this.#choose(row.principal, operation, at)}
    >
      <strong-icon name=${cell.allowed ? 'check' : 'cross'}></strong-icon
      >${at ? nothing : html`<span>${operation}</span><small>${words}<span class="unseen"> for ${row.name}. Why?</span></small>`}
    </button>`;
  }

  private renderOne() {
    const row = this.rows.find(({ principal }) => principal === this.chosen) ?? this.rows[0];
    if (!row) return nothing;
    return html`<label class="field"
        >Principal<select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
          ${this.rows.map(({ principal, name }) => html`<option value=${principal} ?selected=${principal === row.principal}>${name}</option>`)}
        </select></label
      >
      ${this.groups.map(
        ({ name, operations }) =>
          html`<h2>${name}</h2>
            <ul>
              ${operations.map((operation) => html`<li>${this.#button(row, operation, 0)}</li>`)}
            </ul>`,
      )}`;
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

  #choose(principal: string, operation: string, at: readonly [number, number] | undefined) {
    if (at) this.at = at;
    this.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal, operation } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-matrix': StrongMatrix;
  }
}
