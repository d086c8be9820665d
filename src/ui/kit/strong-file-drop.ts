import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';

/** What `strong-file` carries. */
export type FileEvent = CustomEvent<{ readonly file: File }>;

/** A place to drop a file on, with a button that does the same. Fires `strong-file`. */
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

  /** The words before the button. */
  @property() label = 'Drop a file here, or';
  @property() action = 'Choose a file';
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
    // The same file chosen again is a change too.
    this.input.value = '';
  }

  private give(file: File | undefined) {
    if (file && !this.disabled) this.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-drop': StrongFileDrop;
  }
}
