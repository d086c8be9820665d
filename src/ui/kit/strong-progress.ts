import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesShort } from './format.ts';
import { base, controls } from '../styles/shared.ts';

/** How far a piece of work on bytes has come, with a button that ends it: fires `strong-cancel`. */
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

  /** What is being done: *Sealing report.pdf*. */
  @property() what = '';
  /** Bytes done, and bytes in all. */
  @property({ type: Number }) done = 0;
  @property({ type: Number }) of = 0;

  override render() {
    return html`<div class="row">
      <progress max=${this.of || 1} .value=${Math.min(this.done, this.of)} aria-label=${this.what}></progress>
      <span class="small">${bytesShort(this.done)} of ${bytesShort(this.of)}</span>
      <button type="button" @click=${() => this.dispatchEvent(new Event('strong-cancel'))}>Cancel</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-progress': StrongProgress;
  }
}
