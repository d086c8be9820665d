import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ImportType } from '../../model/sdk.ts';
import { formText } from '../kit/form-text.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './import-texts.ts';

/** What is imported, apart from the bytes. */
export interface ImportOptions {
  /** Days until the material expires; undefined: never. */
  readonly days: number | undefined;
  /** Undefined: the default of AWS. */
  readonly type: ImportType | undefined;
  readonly description: string;
}

/** Asks to import the wrapped material. */
export const IMPORT_MATERIAL = typedEvent<ImportOptions>('strong-import-material');

const { import: texts } = TEXTS.wizard;

/** The last step of an import: type, description and expiration. Fires `strong-import-material`. */
@customElement('strong-import-options')
export class StrongImportOptions extends LitElement {
  static override styles = [base, controls];

  /** Whether the material can get a description here. */
  @property({ type: Boolean }) describable = false;
  /** Whether the key can get new material in addition to its own. */
  @property({ type: Boolean }) renewable = false;
  /** Whether there is material to import. */
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean }) busy = false;
  /** The import type that is selected at first. */
  @property() type: ImportType | undefined;

  @state() private expires = false;
  @query('form') private form!: HTMLFormElement;

  /** Discards what was entered. */
  reset(): void {
    this.form.reset();
    this.expires = false;
    this.type = undefined;
  }

  override render() {
    return html`<form class="stack" @submit=${this.onSubmit}>
      ${
        this.renewable
          ? html`<fieldset>
              <legend>${texts.type}</legend>
              ${this.renderType('EXISTING_KEY_MATERIAL', texts.existing, texts.existingHint)}
              ${this.renderType('NEW_KEY_MATERIAL', texts.new, texts.newHint)}
            </fieldset>`
          : nothing
      }
      ${
        this.describable
          ? html`<div class="field">
              <label for="description">${texts.description}</label>
              <input
                id="description"
                name="description"
                maxlength="256"
                pattern="[a-zA-Z0-9:\\/_\\s.\\-]*"
                aria-describedby="description-hint"
              />
              <span id="description-hint" class="soft small">${texts.descriptionHint}</span>
            </div>`
          : nothing
      }
      <fieldset>
        <legend>${texts.expiration}</legend>
        ${this.renderExpiration(false, texts.never)} ${this.renderExpiration(true, texts.expires)}
        ${
          this.expires
            ? html`<div class="field">
                <label for="days">${texts.days}</label>
                <input id="days" name="days" type="number" min="1" max="365" required value="30" />
              </div>`
            : nothing
        }
      </fieldset>
      <div class="row">
        <button
          type="submit"
          class="primary"
          aria-disabled=${this.ready && !this.busy ? 'false' : 'true'}
          aria-describedby="import-hint"
        >
          ${texts.import}
        </button>
        <span id="import-hint" class="soft small">${this.ready ? nothing : texts.needs}</span>
      </div>
    </form>`;
  }

  private renderType(type: ImportType, name: string, hint: string) {
    const isChosen = (this.type ?? 'EXISTING_KEY_MATERIAL') === type;
    return html`<label class="choice">
      <input type="radio" name="type" value=${type} .checked=${isChosen} @change=${() => (this.type = type)} />
      <span>${name}<br /><span class="soft small">${hint}</span></span>
    </label>`;
  }

  private renderExpiration(expires: boolean, name: string) {
    return html`<label class="choice">
      <input
        type="radio"
        name="expiration"
        .checked=${this.expires === expires}
        @change=${() => (this.expires = expires)}
      />
      ${name}
    </label>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (!this.ready || this.busy) return;
    const data = new FormData(this.form);
    IMPORT_MATERIAL.dispatch(this, {
      days: this.expires ? Number(data.get('days')) : undefined,
      type: this.renewable ? (this.type ?? 'EXISTING_KEY_MATERIAL') : undefined,
      description: formText(data, 'description'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-options': StrongImportOptions;
  }
}
