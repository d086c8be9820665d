import { LitElement, css, svg, html } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The logo: a key inside a thick wall. It uses the color tokens, so it follows the theme. */
@customElement('strong-logo')
export class StrongLogo extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 2.25rem;
      height: 2.25rem;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    rect {
      fill: none;
      stroke: var(--wall-fill);
      stroke-width: 10;
    }
    .key {
      fill: none;
      stroke: var(--brass);
      stroke-width: 4.5;
    }
    @media (forced-colors: active) {
      rect,
      .key {
        stroke: CanvasText;
      }
    }
  `;

  override render() {
    return html`<svg viewBox="0 0 56 56" aria-hidden="true">
      ${svg`<rect x="5" y="5" width="46" height="46"/><g class="key"><circle cx="28" cy="22" r="6"/><path d="M28 28v15m0-6h7"/></g>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-logo': StrongLogo;
  }
}
