import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { encodedTwice, formOf, lengthOf, rewritten, type ByteEntry, type ByteForm } from './use-bytes.ts';
import { bytesExactly, bytesShort, count } from '../kit/format.ts';
import { forms } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-icon.ts';

/** What `strong-entry` carries. */
export type EntryEvent = CustomEvent<{ readonly entry: ByteEntry }>;

/**
 * A field for bytes: written as one of `forms`, or a file. Counts them, reads pasted PEM, hex and base64 for what they are, and shows `problem` when there
 * are too many or `checked` is set. Fires `strong-entry` at each change.
 */
@customElement('strong-use-bytes')
export class StrongUseBytes extends LitElement {
  static override styles = [
    base,
    controls,
    forms,
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
  @property() hint = '';
  @property({ attribute: false }) forms: readonly ByteForm[] = ['hex', 'base64'];
  @property({ attribute: false }) entry: ByteEntry = { form: 'base64', text: '' };
  /** How many bytes there may be. */
  @property({ type: Number }) most = Infinity;
  /** How many bytes there are to be; 0: any number. */
  @property({ type: Number }) exactly = 0;
  @property() problem = '';
  @property({ type: Boolean }) checked = false;

  @query('textarea, .file button') private control!: HTMLElement | null;

  /** Takes the focus to the field. */
  override focus(): void {
    this.control?.focus();
  }

  override render() {
    const { entry, hint } = this;
    // Not when the field is left: what appears then moves the button away from under the pointer that is about to press it.
    const shown = this.problem !== '' && (this.checked || (lengthOf(entry) ?? 0) > this.most);
    return html`<div class="field">
      <div class="head">
        <label for="text">${this.label}</label>
        ${entry.file ? nothing : this.renderForms()}
      </div>
      ${entry.file ? this.renderFile(entry.file) : this.renderText(shown)}
      <div class="foot small">
        ${this.renderCount()}
        <strong-file-drop
          label="Or drop a file here, or"
          action="Choose a file"
          @strong-file=${this.onFile}
        ></strong-file-drop>
      </div>
      ${hint ? html`<span id="hint" class="soft small">${hint}</span>` : nothing}
      ${shown ? html`<p id="problem" class="problem small"><strong-icon name="warn"></strong-icon>${this.problem}</p>` : nothing}
      <slot></slot>
      ${
        encodedTwice(entry)
          ? html`<p class="twice small">
              These bytes are base64 text again: they may have been encoded twice. KMS takes them as they are.
            </p>`
          : nothing
      }
    </div>`;
  }

  private renderForms() {
    return html`<span class="forms" role="group" aria-label="${this.label} is written as">
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
    return html`<div class="file" role="group" aria-label="${this.label}: a file">
      <strong-icon name="page"></strong-icon><span>${file.name}</span
      ><span class="soft small">${bytesShort(file.size)}</span>
      <button type="button" class="plain" aria-label="Leave out ${file.name}" @click=${this.dropFile}>Leave out</button>
    </div>`;
  }

  private renderCount() {
    const length = lengthOf(this.entry);
    if (length === undefined) return html`<span id="count" class="soft">not readable as ${this.entry.form}</span>`;
    const over = length > this.most || (this.exactly > 0 && length > this.exactly);
    const limit = this.exactly || (this.most < Infinity ? this.most : 0);
    return html`<span id="count" class=${over ? 'over' : 'soft'}
      >${limit ? `${count(length)} of ${this.exactly ? '' : 'at most '}${bytesExactly(limit)}` : bytesExactly(length)}</span
    >`;
  }

  private onInput(event: InputEvent) {
    const text = (event.target as HTMLTextAreaElement).value;
    const pasted = event.inputType === 'insertFromPaste' ? formOf(text, this.forms) : undefined;
    this.tell({ form: pasted ?? this.entry.form, text });
  }

  private onFile({ detail: { file } }: FileEvent) {
    this.tell({ ...this.entry, file });
  }

  private dropFile() {
    const { form, text } = this.entry;
    this.tell({ form, text });
    void this.updateComplete.then(() => this.focus());
  }

  private tell(entry: ByteEntry) {
    this.entry = entry;
    this.dispatchEvent(new CustomEvent('strong-entry', { detail: { entry } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-bytes': StrongUseBytes;
  }
}
