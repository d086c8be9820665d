import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { FILTER_ROWS, timeOf, type FilterName, type FilterRow } from './filter-rows.ts';
import '../kit/strong-icon.ts';

/** The filters as changed by the user. */
export const CHANGE_FILTERS = typedEvent<URLSearchParams>('strong-filters');

/** A value in the words of the user interface. */
function valueText(name: FilterName, value: string): string {
  return TEXTS.values[name]?.[value] ?? value;
}

/**
 * The free text, a chip for each filter, and a form to add one. All must match. Fires `strong-filters`. The default
 * slot is a row of further buttons.
 */
@customElement('strong-filter-bar')
export class StrongFilterBar extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        margin-block: 1rem 0.75rem;
      }
      form {
        display: grid;
        grid-template-columns: minmax(9rem, 14rem) minmax(9rem, 24rem) max-content;
        gap: 0.5rem 0.75rem;
        align-items: end;
        justify-content: start;
      }
      .search {
        max-width: 38.75rem;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        list-style: none;
      }
      .chips li {
        display: flex;
        align-items: center;
        max-width: 100%;
        padding-left: 0.6rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--brass-tint);
        overflow-wrap: anywhere;
      }
      .chips li.wrong {
        border-color: var(--deny);
      }
      .chips button {
        min-width: var(--target);
      }
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      @container (max-width: 37rem) {
        form {
          grid-template-columns: minmax(0, 1fr);
          justify-items: start;
        }
      }
    `,
  ];

  /** The filters, by their names in the address. */
  @property({ attribute: false }) filters = new URLSearchParams();
  /** ARNs of the callers to suggest. */
  @property({ attribute: false }) callers: readonly string[] = [];

  /** The filter to add. */
  @state() private chosen: FilterName = 'operation';
  @state() private value = '';

  override render() {
    const row = FILTER_ROWS.find(({ name }) => name === this.chosen) as FilterRow;
    const chips = FILTER_ROWS.filter(({ name }) => this.filters.get(name));
    return html`<div class="field search">
        <label for="text">${TEXTS.search}</label>
        <input
          id="text"
          type="search"
          spellcheck="false"
          autocomplete="off"
          .value=${live(this.filters.get('text') ?? '')}
          @input=${(event: Event) => this.put('text', (event.target as HTMLInputElement).value)}
        />
      </div>
      <form @submit=${this.add}>
        <div class="field">
          <label for="which">${TEXTS.filters.which}</label>
          <select id="which" .value=${live(this.chosen)} @change=${this.choose}>
            ${FILTER_ROWS.map(
              ({ name }) =>
                html`<option value=${name} ?selected=${name === this.chosen}>${TEXTS.filters[name]}</option>`,
            )}
          </select>
        </div>
        ${row.control === 'flag' ? nothing : this.renderValue(row)}
        <button type="submit">${TEXTS.filters.add}</button>
      </form>
      ${
        chips.length === 0
          ? nothing
          : html`<ul class="chips" aria-label=${TEXTS.filters.label}>
              ${chips.map((chip) => this.renderChip(chip))}
            </ul>`
      }
      <div class="row">
        <label class="choice"
          ><input
            type="checkbox"
            id="console"
            .checked=${live(this.filters.has('console'))}
            @change=${(event: Event) => this.put('console', (event.target as HTMLInputElement).checked ? '1' : '')}
          />
          ${TEXTS.filters.console}</label
        >
        <slot></slot>
      </div>`;
  }

  private renderValue({ name, control, values }: FilterRow) {
    const onInput = (event: Event) => (this.value = (event.target as HTMLInputElement).value);
    const suggestions = name === 'caller' ? this.callers : (values ?? []);
    return html`<div class="field">
      <label for="value">${TEXTS.filters.value}</label>
      ${
        control === 'choice'
          ? html`<select id="value" @change=${onInput}>
              ${values?.map(
                (value) =>
                  html`<option value=${value} ?selected=${value === this.value}>${valueText(name, value)}</option>`,
              )}
            </select>`
          : html`<input
                id="value"
                type=${control === 'time' ? 'datetime-local' : 'text'}
                list="suggestions"
                required
                spellcheck="false"
                autocomplete="off"
                placeholder=${TEXTS.placeholders[name] ?? ''}
                .value=${live(this.value)}
                @input=${onInput}
              />
              <datalist id="suggestions">
                ${suggestions.map((value) => html`<option value=${value}></option>`)}
              </datalist>`
      }
    </div>`;
  }

  /** A time of the URL that cannot be read is an error, and so is a filter that the page does not apply. */
  private renderChip({ name, control, toQuery }: FilterRow) {
    const value = this.filters.get(name) ?? '';
    const label = TEXTS.filters[name];
    const text =
      control === 'flag'
        ? label
        : toQuery(value.trim()) === undefined && name !== 'context'
          ? TEXTS.chipContains(label, value)
          : TEXTS.chip(label, valueText(name, value));
    const error = control === 'time' && timeOf(value) === undefined ? TEXTS.invalidTime(value) : '';
    return html`<li class=${error ? 'wrong' : ''} data-filter=${name}>
      <span>${text} ${error ? html`<span class="error small">${error}</span>` : nothing}</span>
      <button type="button" class="plain" aria-label=${TEXTS.removeFilter(text)} @click=${() => this.removeChip(name)}>
        <strong-icon name="cross"></strong-icon>
      </button>
    </li>`;
  }

  private choose(event: Event) {
    this.chosen = (event.target as HTMLSelectElement).value as FilterName;
    const row = FILTER_ROWS.find(({ name }) => name === this.chosen);
    this.value = row?.control === 'choice' ? (row.values?.[0] ?? '') : '';
  }

  private add(event: SubmitEvent) {
    event.preventDefault();
    const row = FILTER_ROWS.find(({ name }) => name === this.chosen);
    this.put(this.chosen, row?.control === 'flag' ? '1' : this.value.trim());
    if (row?.control === 'text' || row?.control === 'time') this.value = '';
  }

  /** The button is removed with its chip, so the focus moves to the form. */
  private removeChip(name: FilterName) {
    this.put(name, '');
    this.renderRoot.querySelector<HTMLElement>('#which')?.focus();
  }

  private put(name: FilterName, value: string) {
    const filters = new URLSearchParams(this.filters);
    if (value) filters.set(name, value);
    else filters.delete(name);
    this.filters = filters;
    CHANGE_FILTERS.dispatch(this, filters);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-filter-bar': StrongFilterBar;
  }
}
