import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formText } from '../kit/form-text.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { KEY_PROPERTIES, valuesOf, type KeyCondition, type KeyProperty, type KeyRow } from './key-rows.ts';
import { TEXTS } from './keys-texts.ts';
import '../kit/strong-icon.ts';

/** Tells the conditions after one was added or removed. */
export const CHANGE_CONDITIONS = typedEvent<readonly KeyCondition[]>('strong-conditions');

/** The filters on single properties: one chip each, and a form that adds one. Fires `strong-conditions`. */
@customElement('strong-key-filter')
export class StrongKeyFilter extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-block: 0.5rem;
      }
      ul {
        display: contents;
        list-style: none;
      }
      li {
        display: inline-flex;
        align-items: center;
        max-width: 100%;
        padding-left: 0.6rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--brass-tint);
        overflow-wrap: anywhere;
      }
      select,
      input {
        flex: 0 1 11rem;
        width: auto !important;
        min-width: 0;
      }
    `,
  ];

  /** All keys of the table, whose values are suggested. */
  @property({ attribute: false }) rows: readonly KeyRow[] = [];
  @property({ attribute: false }) conditions: readonly KeyCondition[] = [];

  @state() private chosen: KeyProperty = 'spec';
  @query('form') private form!: HTMLFormElement;

  override render() {
    const { conditions } = this;
    return html`<form class="row" aria-label=${TEXTS.conditions.label} @submit=${this.addChip}>
      <select
        name="property"
        aria-label=${TEXTS.conditions.property}
        @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value as KeyProperty)}
      >
        ${KEY_PROPERTIES.map(
          (name) =>
            html`<option value=${name} ?selected=${name === this.chosen}>${TEXTS.conditions.properties[name]}</option>`,
        )}
      </select>
      <input
        name="value"
        list="values"
        required
        autocomplete="off"
        spellcheck="false"
        aria-label=${TEXTS.conditions.value}
        placeholder=${TEXTS.conditions.value}
      />
      <datalist id="values">
        ${valuesOf(this.rows, this.chosen).map((value) => html`<option value=${value}></option>`)}
      </datalist>
      <button type="submit">${TEXTS.conditions.add}</button>
      ${
        conditions.length > 0
          ? html`<ul aria-label=${TEXTS.conditions.active}>
              ${conditions.map((condition) => this.renderChip(condition))}
            </ul>`
          : nothing
      }
      ${
        conditions.length > 1
          ? html`<button type="button" class="plain" @click=${() => CHANGE_CONDITIONS.dispatch(this, [])}>
              ${TEXTS.conditions.clear}
            </button>`
          : nothing
      }
    </form>`;
  }

  private renderChip(condition: KeyCondition) {
    const text = TEXTS.conditions.chip(TEXTS.conditions.properties[condition.property], condition.value);
    return html`<li>
      ${text}
      <button
        type="button"
        class="plain"
        aria-label=${TEXTS.conditions.remove(text)}
        title=${WORDS.remove}
        @click=${() => this.removeChip(condition)}
      >
        <strong-icon name="cross"></strong-icon>
      </button>
    </li>`;
  }

  private addChip(event: SubmitEvent) {
    event.preventDefault();
    const value = formText(new FormData(this.form), 'value').trim();
    const added: KeyCondition = { property: this.chosen, value };
    this.form.querySelector<HTMLInputElement>('input')?.focus();
    if (value === '') return;
    (this.form.elements.namedItem('value') as HTMLInputElement).value = '';
    if (this.conditions.some((one) => one.property === added.property && one.value === value)) return;
    CHANGE_CONDITIONS.dispatch(this, [...this.conditions, added]);
  }

  /** The removed chip had the focus, which moves to the field. */
  private removeChip(condition: KeyCondition) {
    this.form.querySelector<HTMLInputElement>('input')?.focus();
    CHANGE_CONDITIONS.dispatch(
      this,
      this.conditions.filter((one) => one !== condition),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-filter': StrongKeyFilter;
  }
}
