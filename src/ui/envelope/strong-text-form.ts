import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { bytesFinding } from '../operation-form/member-draft.ts';
import type { ByteEntry } from '../operation-form/byte-entry.ts';
import type { ENTRY, StrongByteField } from '../operation-form/strong-byte-field.ts';
import { usualLengthOf } from '../operation-form/member-control.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { SHAPES } from '../../model/shapes.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './playground-texts.ts';
import '../operation-form/strong-byte-field.ts';

/** The plaintext to encrypt and the ciphertext to decrypt. */
export interface TextEntries {
  readonly plaintext: ByteEntry;
  readonly ciphertext: ByteEntry;
}

/** The content of a field was changed. */
export const CHANGE_TEXT = typedEvent<Partial<TextEntries>>('strong-change-text');

/** The user encrypts or decrypts; the field has no error. */
export const SEND_TEXT = typedEvent<{ readonly field: keyof TextEntries }>('strong-send-text');

/** Limits of each field: of the member that it is sent as. */
const LIMITS = {
  plaintext: { min: 1, max: SHAPES.Encrypt.Plaintext?.max ?? 4096 },
  ciphertext: { min: 1, max: SHAPES.Decrypt.CiphertextBlob?.max ?? 6144 },
};

const FORMS = { plaintext: ['text'], ciphertext: ['base64', 'hex'] } as const;

/** The fields of the Playground for text. Errors are shown at the field, and nothing is sent. */
@customElement('strong-text-form')
export class StrongTextForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: contents;
      }
      .row {
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) entries!: TextEntries;
  @property({ type: Boolean }) busy = false;

  /** The field whose error is shown: the user has tried to send it. */
  @state() private checked: keyof TextEntries | undefined;

  @query('#plaintext') private plaintext!: StrongByteField;
  @query('#ciphertext') private ciphertext!: StrongByteField;

  override render() {
    const isEmpty = this.entries.ciphertext.text.trim() === '' && !this.entries.ciphertext.file;
    return html`<div>
        ${this.renderField('plaintext', TEXTS.plaintext.label, TEXTS.plaintext.hint)}
        <div class="row">
          <button
            type="button"
            id="encrypt"
            class="primary"
            aria-disabled=${this.busy ? 'true' : 'false'}
            @click=${() => this.send('plaintext')}
          >
            ${TEXTS.plaintext.encrypt}
          </button>
        </div>
      </div>
      <div>
        ${this.renderField('ciphertext', TEXTS.ciphertext.label, TEXTS.ciphertext.hint)}
        <div class="row">
          <button
            type="button"
            id="decrypt"
            ?disabled=${isEmpty}
            aria-disabled=${this.busy ? 'true' : 'false'}
            aria-describedby=${isEmpty ? 'decrypt-hint' : nothing}
            @click=${() => this.send('ciphertext')}
          >
            ${TEXTS.ciphertext.decrypt}
          </button>
          ${isEmpty ? html`<span id="decrypt-hint" class="soft small">${TEXTS.ciphertext.missing}</span>` : nothing}
        </div>
      </div>`;
  }

  private renderField(field: keyof TextEntries, label: string, hint: string) {
    const entry = this.entries[field];
    return html`<strong-byte-field
      id=${field}
      label=${label}
      hint=${hint}
      reads
      .forms=${FORMS[field]}
      .entry=${entry}
      .most=${LIMITS[field].max}
      .usual=${field === 'ciphertext' ? usualLengthOf('CiphertextBlob') : 0}
      .problem=${bytesFinding(LIMITS[field], entry) ?? ''}
      ?checked=${this.checked === field}
      @strong-entry=${({ detail }: EventOf<typeof ENTRY>) => this.change(field, detail.entry)}
    ></strong-byte-field>`;
  }

  private change(field: keyof TextEntries, entry: ByteEntry) {
    this.checked = undefined;
    CHANGE_TEXT.dispatch(this, { [field]: entry });
  }

  private send(field: keyof TextEntries) {
    if (this.busy) return;
    this.checked = bytesFinding(LIMITS[field], this.entries[field]) === undefined ? undefined : field;
    if (this.checked === undefined) SEND_TEXT.dispatch(this, { field });
    else this[field].focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-text-form': StrongTextForm;
  }
}
