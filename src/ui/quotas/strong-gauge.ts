import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';

/** Width of the drawing in its own units. */
const WIDTH = 100;

/**
 * A value between 0 and a maximum, as a bar with its text. Screen readers get a `meter`; the visible bar is an SVG,
 * because its colors can be set in forced colors.
 */
@customElement('strong-gauge')
export class StrongGauge extends LitElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
        max-width: 12rem;
        height: 0.75rem;
        border: 1px solid var(--edge);
        background: var(--sunken);
      }
      rect {
        fill: var(--wall);
      }
      .empty {
        border-color: var(--deny);
        border-width: 2px;
      }
      @media (forced-colors: active) {
        svg {
          background: Canvas;
          border-color: CanvasText;
        }
        rect {
          fill: CanvasText;
        }
        .empty {
          border-style: dashed;
        }
      }
    `,
  ];

  /** Name, for screen readers. */
  @property() label = '';
  /** The value in words, shown below the bar. */
  @property() text = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) max = 1;
  /** Marks the bar: nothing is left, or nothing more fits. */
  @property({ type: Boolean }) empty = false;

  override render() {
    const value = Math.min(Math.max(this.value, 0), this.max);
    return html`<meter
        class="unseen"
        aria-label=${this.label}
        aria-valuetext=${this.text}
        min="0"
        max=${this.max}
        value=${value}
      ></meter>
      <svg class=${this.empty ? 'empty' : ''} viewBox="0 0 ${WIDTH} 8" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect height="8" width=${this.max > 0 ? (value / this.max) * WIDTH : 0}></rect>`}
      </svg>
      <span class="small" aria-hidden="true">${this.text}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-gauge': StrongGauge;
  }
}
