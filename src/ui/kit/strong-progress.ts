import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesShort } from './format.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS, WORDS } from './kit-texts.ts';
import { typedEvent } from './typed-event.ts';

/** Fired when the user cancels the work. */
const CANCEL = typedEvent('strong-cancel');

/** Progress of work on bytes, with a button to cancel it. Fires `strong-cancel`. */
@customElement('strong-progress')
export class StrongProgress extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      progress {
        flex: 1 1 12rem;
        max-width: 24rem;
        height: 0.75rem;
        accent-color: var(--brass);
      }
    `,
  ];

  /** Name of the work: *Encrypting report.pdf*. */
  @property() what = '';
  /** Bytes done, and total bytes. */
  @property({ type: Number }) done = 0;
  @property({ type: Number }) of = 0;

  override render() {
    return html`<div class="row">
      <progress max=${this.of || 1} .value=${Math.min(this.done, this.of)} aria-label=${this.what}></progress>
      <span class="small">${TEXTS.progress.doneOf(bytesShort(this.done), bytesShort(this.of))}</span>
      <button type="button" @click=${() => CANCEL.dispatch(this)}>${WORDS.cancel}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-progress': StrongProgress;
  }
}
