import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { MapField } from '../../envelope/byte-map/byte-map.ts';
import { bytesExactly, count } from '../kit/format.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { fieldLabel, valueText } from './field-values.ts';
import { TEXTS } from './inspector-texts.ts';

/** Fired when a field is selected. */
const SELECT_FIELD = typedEvent<{ readonly index: number }>('strong-select-field');
export type SelectFieldEvent = EventOf<typeof SELECT_FIELD>;

/** Fields in the document at once. */
const SHOWN = 200;
const PAGE_STEP = 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE_STEP,
  PageDown: PAGE_STEP,
  Home: -Infinity,
  End: Infinity,
};

/** The fields of a byte map as a list to select one of. */
@customElement('strong-field-list')
export class StrongFieldList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      [role='listbox'] {
        max-height: 27rem;
        overflow: auto;
        border: 1px solid var(--line);
        background: var(--raised);
      }
      [role='option'] {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 0.75rem;
        padding: 0.35rem 0.75rem;
        border-left: 4px solid transparent;
        border-bottom: 1px solid var(--line);
        cursor: pointer;
      }
      [aria-selected='true'] {
        border-left-color: var(--brass);
        background: var(--brass-tint);
        font-weight: 650;
      }
      .value {
        grid-column: 1 / -1;
        font: 400 var(--t1) / 1.4 var(--mono);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pager {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        min-height: var(--target);
        font-size: var(--t1);
      }
      @media (forced-colors: active) {
        [role='option'] {
          border-left-color: Canvas;
        }
        [aria-selected='true'] {
          border-left-color: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) fields: readonly MapField[] = [];
  /** Index of the selected field. */
  @property({ type: Number }) selected = 0;

  @query('[role=listbox]') private list!: HTMLElement | null;
  @query('[aria-selected=true]') private option!: HTMLElement | null;

  override render() {
    const total = this.fields.length;
    if (total === 0) return html`<p>${TEXTS.fields.empty}</p>`;
    const first = Math.floor(this.selected / SHOWN) * SHOWN;
    const shown = this.fields.slice(first, first + SHOWN);
    return html`<div class="pager">
        <span>${TEXTS.fields.range(count(first + 1), count(first + shown.length), count(total))}</span>
        ${total > SHOWN ? this.renderPager(first) : nothing}
      </div>
      ${this.renderList(shown, first)}`;
  }

  private renderList(shown: readonly MapField[], first: number) {
    return html`<div
      role="listbox"
      tabindex="0"
      aria-label=${TEXTS.fields.label}
      aria-activedescendant=${`field-${this.selected}`}
      @keydown=${this.onKey}
    >
      ${shown.map((field, index) => this.renderField(field, first + index))}
    </div>`;
  }

  private renderPager(first: number) {
    const { length } = this.fields;
    return html`<button type="button" ?disabled=${first === 0} @click=${() => this.select(first - SHOWN)}>
        ${TEXTS.fields.previous}</button
      ><button type="button" ?disabled=${first + SHOWN >= length} @click=${() => this.select(first + SHOWN)}>
        ${TEXTS.fields.next}
      </button>`;
  }

  private renderField(field: MapField, index: number) {
    const value = valueText(field);
    return html`<div
      role="option"
      id=${`field-${index}`}
      aria-selected=${index === this.selected ? 'true' : 'false'}
      aria-setsize=${this.fields.length}
      aria-posinset=${index + 1}
      @click=${() => this.select(index)}
    >
      <span>${fieldLabel(field)}</span>
      <span class="soft small">${TEXTS.fields.place(count(field.offset), bytesExactly(field.length))}</span>
      ${value ? html`<span class="value">${value}</span>` : nothing}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { option, list } = this;
    if (!option || !list || !(changed.has('selected') || changed.has('fields'))) return;
    // Scrolls the list alone: the page stays where it is.
    const top = option.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + option.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + option.offsetHeight - list.clientHeight;
  }

  private onKey(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.select(this.selected + step);
  }

  private select(index: number) {
    if (this.fields.length === 0) return;
    SELECT_FIELD.dispatch(this, { index: Math.min(Math.max(0, index), this.fields.length - 1) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-field-list': StrongFieldList;
  }
}
