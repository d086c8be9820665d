import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { WORDS } from './kit-texts.ts';
import { typedEvent } from './typed-event.ts';
import './strong-icon.ts';

/** Fired when a dialog has closed. */
const CLOSE = typedEvent('strong-close');

/**
 * A modal dialog with a heading, content (default slot) and actions (slot `actions`). `show()` opens it and focuses the
 * element with `data-focus`, or else the first button. Esc and *Cancel* close it, and the browser restores the focus.
 * Fires `strong-close` when it has closed.
 */
@customElement('strong-dialog')
export class StrongDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(36rem, calc(100vw - 2rem));
        max-height: min(44rem, calc(100dvh - 2rem));
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--float);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(10 12 14 / 0.55);
      }
      header {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: 1rem;
        padding: 1rem 1.5rem;
        border-bottom: 1px solid var(--line);
      }
      .content {
        display: grid;
        gap: 1rem;
        align-content: start;
        padding: 1rem 1.5rem;
        overflow: auto;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.75rem;
        padding: 1rem 1.5rem;
        border-top: 1px solid var(--line);
      }
      .close {
        min-width: var(--target);
        min-height: 2rem;
        margin: -0.15rem -0.6rem 0 0;
        color: var(--soft);
      }
    `,
  ];

  @property() heading = '';
  /** Text of the button that closes the dialog without an effect. */
  @property() cancel = WORDS.cancel;

  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog and moves the focus into it. */
  show(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  /** Closes the dialog. Has no effect on a closed one. */
  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.onClose} @click=${this.onClick}>
      <header role="presentation">
        <h2 id="heading">${this.heading}</h2>
        <button type="button" class="plain close" lang="en" aria-label=${WORDS.close} @click=${this.close}>
          <strong-icon name="cross"></strong-icon>
        </button>
      </header>
      <div class="content"><slot></slot></div>
      <footer role="presentation">
        <button type="button" @click=${this.close}>${this.cancel}</button>
        <slot name="actions"></slot>
      </footer>
    </dialog>`;
  }

  private onClose() {
    CLOSE.dispatch(this);
  }

  /** A click on the backdrop reaches the dialog element itself. */
  private onClick(event: MouseEvent) {
    if (event.target === this.dialog) this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-dialog': StrongDialog;
  }
}
