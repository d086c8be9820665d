import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './kit-texts.ts';
import { typedEvent, type EventOf } from './typed-event.ts';

/** Fired when the user has chosen or dropped a file. */
const FILE = typedEvent<{ readonly file: File }>('strong-file');
export type FileEvent = EventOf<typeof FILE>;

/** An area to drop a file on, with a button that opens a file dialog. Fires `strong-file`. */
@customElement('strong-file-drop')
export class StrongFileDrop extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        padding: 0.4rem 0.75rem;
        margin-inline-start: -0.75rem;
        border: 1px dashed transparent;
        border-radius: var(--radius);
      }
      .over {
        border-color: var(--brass);
        background: var(--brass-tint);
      }
    `,
  ];

  /** Text before the button. */
  @property() label = TEXTS.fileDrop.label;
  @property() action = TEXTS.fileDrop.action;
  @property({ type: Boolean }) disabled = false;

  @state() private over = false;
  @query('input') private input!: HTMLInputElement;

  override render() {
    return html`<div
      class=${this.over ? 'over' : ''}
      @dragover=${this.onDragOver}
      @dragleave=${() => (this.over = false)}
      @drop=${this.onDrop}
    >
      <span>${this.label}</span>
      <button type="button" ?disabled=${this.disabled} @click=${() => this.input.click()}>${this.action}</button>
      <input type="file" hidden aria-label=${this.action} @change=${this.onChosen} />
    </div>`;
  }

  private onDragOver(event: DragEvent) {
    event.preventDefault();
    this.over = !this.disabled;
  }

  private onDrop(event: DragEvent) {
    event.preventDefault();
    this.over = false;
    this.give(event.dataTransfer?.files[0]);
  }

  private onChosen() {
    this.give(this.input.files?.[0]);
    // Otherwise the input fires no change when the same file is chosen again.
    this.input.value = '';
  }

  private give(file: File | undefined) {
    if (file && !this.disabled) FILE.dispatch(this, { file });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-drop': StrongFileDrop;
  }
}
