import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { encodedTwice, formOf, lengthOf, otherForm, rewritten, type ByteEntry, type ByteForm } from './byte-entry.ts';
import { TEXTS } from './operation-form-texts.ts';
import { bytesExactly, bytesShort } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { forms } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { labelStyles } from './label-styles.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-icon.ts';

/** The content of the field was changed. */
export const ENTRY = typedEvent<{ readonly entry: ByteEntry }>('strong-entry');

/**
 * A field for bytes, written in one of `forms` or taken from a file. Counts them, recognizes pasted PEM, hex and
 * base64, and shows `problem` when there are too many bytes or `checked` is set. Dispatches ENTRY at each change.
 */
@customElement('strong-byte-field')
export class StrongByteField extends LitElement {
  static override styles = [
    base,
    controls,
    forms,
    labelStyles,
    css`
      .field {
        max-width: none;
      }
      .head,
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 1rem;
      }
      .foot strong-file-drop {
        margin-inline-end: -0.75rem;
      }
      .file {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        padding: 0.3rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        overflow-wrap: anywhere;
      }
      .over,
      .problem {
        color: var(--deny);
      }
      .problem {
        display: flex;
        gap: 0.4rem;
        font-weight: 550;
      }
      .problem strong-icon {
        margin-top: 0.1em;
      }
      .twice {
        padding: 0.4rem 0.75rem;
        border-left: 4px solid var(--brass);
        background: var(--brass-tint);
      }
    `,
  ];

  @property() label = '';
  /** The name of the member in the API; empty: it is not shown. */
  @property() member = '';
  @property({ type: Boolean }) required = false;
  @property() hint = '';
  @property({ attribute: false }) forms: readonly ByteForm[] = ['hex', 'base64'];
  @property({ attribute: false }) entry: ByteEntry = { form: 'base64', text: '' };
  /** The maximum number of bytes. */
  @property({ type: Number }) most = Infinity;
  /** The exact number of bytes; 0: any number. */
  @property({ type: Number }) exactly = 0;
  /** Whether the content of a file is read at once, unless it is too large. Otherwise whoever sends it reads it. */
  @property({ type: Boolean }) reads = false;
  /** Values with fewer bytes are probably incomplete; 0: none are. */
  @property({ type: Number }) usual = 0;
  @property() problem = '';
  @property({ type: Boolean }) checked = false;

  @query('textarea, .file button') private control!: HTMLElement | null;

  /** Moves the focus to the control. */
  override focus(): void {
    this.control?.focus();
  }

  override render() {
    const { entry, hint } = this;
    // Not when the field is left: a message that appears then moves the button away from under the pointer.
    const shown = this.problem !== '' && (this.checked || (lengthOf(entry) ?? 0) > this.most);
    return html`<div class="field">
      <div class="head">
        <label for="text"> ${this.member ? TEXTS.label(this.label, this.member, this.required) : this.label} </label>
        ${entry.file ? nothing : this.renderForms()}
      </div>
      ${entry.file ? this.renderFile(entry.file) : this.renderText(shown)}
      <div class="foot small">
        ${this.renderCount()}
        <strong-file-drop
          label=${TEXTS.bytes.dropFile}
          action=${TEXTS.bytes.chooseFile}
          @strong-file=${this.onFile}
        ></strong-file-drop>
      </div>
      ${hint ? html`<span id="hint" class="soft small">${hint}</span>` : nothing}
      ${shown ? html`<p id="problem" class="problem small"><strong-icon name="warn"></strong-icon>${this.problem}</p>` : nothing}
      <slot></slot>
      ${this.renderNotes(entry)}
      ${encodedTwice(entry) ? html`<p class="twice small">${TEXTS.bytes.encodedTwice}</p>` : nothing}
    </div>`;
  }

  /** What is probably wrong with the bytes, although they can be sent. */
  private renderNotes(entry: ByteEntry) {
    const form = otherForm(entry, this.forms);
    if (form)
      return html`<div class="twice small">
        <p>${entry.form === 'text' ? TEXTS.bytes.sentAsText(form) : TEXTS.bytes.probably(form)}</p>
        <button type="button" @click=${() => this.tell({ form, text: entry.text })}>${TEXTS.bytes.readAs(form)}</button>
      </div>`;
    const length = lengthOf(entry) ?? 0;
    return length > 0 && length < this.usual
      ? html`<p class="twice small">${TEXTS.bytes.probablyIncomplete(length, this.usual)}</p>`
      : nothing;
  }

  private renderForms() {
    return html`<span class="forms" role="group" aria-label=${TEXTS.bytes.formsOf(this.label)}>
      ${this.forms.map(
        (form) =>
          html`<button
            type="button"
            aria-pressed=${form === this.entry.form}
            @click=${() => this.tell(rewritten(this.entry, form))}
          >
            ${form}
          </button>`,
      )}
    </span>`;
  }

  private renderText(wrong: boolean) {
    const { form, text } = this.entry;
    return html`<textarea
      id="text"
      class=${form === 'text' ? '' : 'code'}
      rows=${form === 'text' ? 3 : 4}
      spellcheck="false"
      autocomplete="off"
      .value=${text}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby="count hint problem"
      @input=${this.onInput}
    ></textarea>`;
  }

  private renderFile(file: File) {
    return html`<div class="file" role="group" aria-label=${TEXTS.bytes.fileOf(this.label)}>
      <strong-icon name="page"></strong-icon><span>${file.name}</span
      ><span class="soft small">${bytesShort(file.size)}</span>
      <button type="button" class="plain" aria-label=${TEXTS.bytes.removeFile(file.name)} @click=${this.dropFile}>
        ${TEXTS.remove}
      </button>
    </div>`;
  }

  private renderCount() {
    const { entry, exactly, most } = this;
    const length = lengthOf(entry);
    if (length === undefined) return html`<span id="count" class="soft">${TEXTS.bytes.invalid(entry.form)}</span>`;
    const isOver = length > most || (exactly > 0 && length > exactly);
    return html`<span id="count" class=${isOver ? 'over' : 'soft'}>${this.countOf(length)}</span>`;
  }

  private countOf(length: number): string {
    if (this.exactly > 0) return TEXTS.bytes.exactly(length, this.exactly);
    return this.most < Infinity ? TEXTS.bytes.atMost(length, this.most) : bytesExactly(length);
  }

  private onInput(event: InputEvent) {
    const text = (event.target as HTMLTextAreaElement).value;
    const pasted = event.inputType === 'insertFromPaste' ? formOf(text, this.forms) : undefined;
    this.tell({ form: pasted ?? this.entry.form, text });
  }

  private onFile({ detail: { file } }: FileEvent) {
    const { form, text } = this.entry;
    this.tell({ form, text, file });
    if (this.reads && file.size <= this.most) void this.readFile(file);
  }

  private async readFile(file: File) {
    const buffer = await file.arrayBuffer().catch(() => null);
    if (this.entry.file === file) this.tell({ ...this.entry, content: buffer && new Uint8Array(buffer) });
  }

  private dropFile() {
    const { form, text } = this.entry;
    this.tell({ form, text });
    void this.updateComplete.then(() => this.focus());
  }

  private tell(entry: ByteEntry) {
    this.entry = entry;
    ENTRY.dispatch(this, { entry });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-byte-field': StrongByteField;
  }
}
