import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './file-form-texts.ts';

/** Carries the keys, empty fields included. */
export const CHANGE_KEYS = typedEvent<readonly string[]>('strong-change-keys');

/** Edits a list of KMS keys: further recipients of a message. Fires `strong-change-keys` at each change. */
@customElement('strong-key-fields')
export class StrongKeyFields extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
      }
      .key {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
        width: 100%;
        max-width: 36rem;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly string[] = [];
  /** Aliases to choose from. */
  @property({ attribute: false }) names: readonly string[] = [];

  override render() {
    const { recipients } = TEXTS;
    return html`<fieldset aria-describedby="hint">
      <legend>${recipients.legend}</legend>
      ${this.keys.map(
        (key, index) =>
          html`<div class="key">
            <input
              list="names"
              aria-label=${recipients.field(index + 1)}
              .value=${key}
              spellcheck="false"
              autocomplete="off"
              @input=${(event: InputEvent) => this.change(this.keys.with(index, (event.target as HTMLInputElement).value.trim()))}
            />
            <button
              type="button"
              class="plain"
              aria-label=${recipients.remove(key, index + 1)}
              @click=${() => this.removeKey(index)}
            >
              ${recipients.removeShort}
            </button>
          </div>`,
      )}
      <datalist id="names">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <button type="button" id="add" @click=${this.add}>${recipients.add}</button>
      <span id="hint" class="soft small">${recipients.hint}</span>
    </fieldset>`;
  }

  private async add() {
    this.change([...this.keys, '']);
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll('input')].at(-1)?.focus();
  }

  private async removeKey(index: number) {
    this.change(this.keys.toSpliced(index, 1));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#add')?.focus();
  }

  private change(keys: readonly string[]) {
    this.keys = keys;
    CHANGE_KEYS.dispatch(this, keys);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-fields': StrongKeyFields;
  }
}
