import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { MapField } from '../../envelope/byte-map/byte-map.ts';
import { count } from '../kit/format.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { categoryOf, FIELD_CATEGORIES } from './field-categories.ts';
import { CATEGORY_TEXTS } from './field-texts.ts';
import { TEXTS } from './inspector-texts.ts';
import { byteGridStyles } from './strong-byte-grid.styles.ts';

/** Fired when a byte or a key selects a field. */
const SELECT_BYTE = typedEvent<{ readonly offset: number }>('strong-select-byte');
export type SelectByteEvent = EventOf<typeof SELECT_BYTE>;

/** Fired when an arrow key asks for another field: so many fields on. */
const MOVE_FIELD = typedEvent<{ readonly by: number }>('strong-move-field');
export type MoveFieldEvent = EventOf<typeof MOVE_FIELD>;

/** Fired when other bytes are to be shown, from this offset on. */
const SHOW_BYTES = typedEvent<{ readonly offset: number }>('strong-show-bytes');
export type ShowBytesEvent = EventOf<typeof SHOW_BYTES>;

const PER_GROUP = 8;
const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
};

const hexOf = (byte: number) => byte.toString(16).padStart(2, '0');

/**
 * A window of bytes in hex, in groups of eight: two in a row, or one where there is little room. Each byte has the mark
 * of the category of its field.
 */
@customElement('strong-byte-grid')
export class StrongByteGrid extends LitElement {
  static override styles = [base, controls, byteGridStyles];

  /** Bytes from `start` on. */
  @property({ attribute: false }) bytes: Uint8Array = new Uint8Array();
  @property({ type: Number }) start = 0;
  /** Length of the input. */
  @property({ type: Number }) size = 0;
  /** Fields in order, at least those of `bytes`. */
  @property({ attribute: false }) fields: readonly MapField[] = [];
  @property({ attribute: false }) selected: MapField | undefined;
  /** Offsets of the bytes that differ from the original. */
  @property({ attribute: false }) changed: ReadonlySet<number> = new Set();

  @query('.grid') private grid!: HTMLElement | null;

  override render() {
    if (this.size === 0) return html`<p>${TEXTS.grid.empty}</p>`;
    const end = this.start + this.bytes.length;
    const range = [count(this.start), count(Math.max(this.start, end - 1)), count(this.size)] as const;
    return html`<div class="pager">
        <span>${TEXTS.grid.range(...range)}</span>
        ${this.renderPager(TEXTS.grid.previous, this.start - this.bytes.length, this.start > 0)}
        ${this.renderPager(TEXTS.grid.next, end, end < this.size)}
      </div>
      <div
        class="grid"
        role="group"
        tabindex="0"
        aria-label=${TEXTS.grid.label(...range)}
        @keydown=${this.onKey}
        @click=${this.onClick}
      >
        <div class="groups" aria-hidden="true">${this.renderGroups()}</div>
      </div>
      ${this.renderLegend()}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('selected') && !changed.has('bytes')) return;
    const first = this.renderRoot.querySelector<HTMLElement>('.byte.selected');
    const { grid } = this;
    if (!first || !grid) return;
    // Scrolls the grid alone: the page stays where it is.
    const top = first.offsetTop - grid.offsetTop;
    if (top < grid.scrollTop || top + first.offsetHeight > grid.scrollTop + grid.clientHeight)
      grid.scrollTop = top - grid.clientHeight / 3;
  }

  private renderPager(label: string, offset: number, isPossible: boolean) {
    if (this.bytes.length >= this.size) return nothing;
    return html`<button
      type="button"
      ?disabled=${!isPossible}
      @click=${() => SHOW_BYTES.dispatch(this, { offset: Math.max(0, offset) })}
    >
      ${label}
    </button>`;
  }

  private renderGroups() {
    const groups = [];
    let field = this.fields.findIndex(({ offset, length }) => offset + length > this.start);
    for (let at = 0; at < this.bytes.length; at += PER_GROUP) {
      const cells = [];
      for (let i = at; i < Math.min(at + PER_GROUP, this.bytes.length); i++) {
        const offset = this.start + i;
        while (field >= 0 && field < this.fields.length && endOf(this.fields[field]) <= offset) field++;
        cells.push(this.renderByte(offset, this.bytes[i] ?? 0, this.fields[field]));
      }
      groups.push(
        html`<div class="row"><span class="offset">${hexOffset(this.start + at)}</span><span>${cells}</span></div>`,
      );
    }
    return groups;
  }

  private renderByte(offset: number, byte: number, field: MapField | undefined) {
    const isSelected = field !== undefined && field.offset === this.selected?.offset && field.length > 0;
    const classes = [
      'byte',
      field ? categoryOf(field.name) : 'unread',
      isSelected ? 'selected' : '',
      isSelected && offset === field.offset ? 'first' : '',
      isSelected && offset === endOf(field) - 1 ? 'last' : '',
      this.changed.has(offset) ? 'changed' : '',
    ];
    return html`<span class=${classes.filter(Boolean).join(' ')} data-at=${offset}>${hexOf(byte)}</span>`;
  }

  private renderLegend() {
    return html`<div class="legend" role="note">
      <span class="soft">${TEXTS.grid.legend}:</span>
      ${FIELD_CATEGORIES.map((category) => html`<span class="sample ${category}">${CATEGORY_TEXTS[category]}</span>`)}
      <span class="sample selected first last">${TEXTS.grid.selected}</span>
      ${this.changed.size > 0 ? html`<span class="sample changed">${TEXTS.grid.changed}</span>` : nothing}
    </div>`;
  }

  private onClick(event: Event) {
    const { at } = (event.target as HTMLElement).dataset;
    if (at !== undefined) SELECT_BYTE.dispatch(this, { offset: Number(at) });
  }

  private onKey(event: KeyboardEvent) {
    const by = MOVES[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    MOVE_FIELD.dispatch(this, { by });
  }
}

const endOf = (field: MapField | undefined): number => (field ? field.offset + field.length : Infinity);

const hexOffset = (offset: number) => offset.toString(16).padStart(6, '0');

declare global {
  interface HTMLElementTagNameMap {
    'strong-byte-grid': StrongByteGrid;
  }
}
