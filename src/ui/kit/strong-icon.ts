import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** Icons of 24 by 24 units, drawn as lines in the current colour. */
const DRAWINGS = {
  home: svg`<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>`,
  lab: svg`<path d="M9 3h6m-5 0v6L4 20h16L14 9V3M7 15h10"/>`,
  book: svg`<path d="M5 18V6a2 2 0 0 1 2-2h12v16H7a2 2 0 0 1 0-4h12"/>`,
  keys: svg`<circle cx="8" cy="12" r="4"/><path d="M12 12h9m-3 0v4m-3-4v3"/>`,
  play: svg`<path d="M4 5h16v14H4z M4 10h16 M9 10v9"/>`,
  services: svg`<path d="M4 4h6v6H4z M14 4h6v6h-6z M4 14h6v6H4z M14 14h6v6h-6z"/>`,
  log: svg`<path d="M5 6h2m3 0h9M5 12h2m3 0h9M5 18h2m3 0h9"/>`,
  gauge: svg`<path d="M4 18a9 9 0 1 1 16 0M12 14l4-5"/>`,
  cost: svg`<circle cx="12" cy="12" r="9"/><path d="M15 9c-4-3-7 2-3 3s3 6-3 3M12 6v12"/>`,
  code: svg`<path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14"/>`,
  ask: svg`<path d="M12 3v3m0 0L5 9l7 3 7-3zM12 12v9M8 21h8"/>`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" stroke-linecap="round"/>`,
  settings: svg`<path d="M4 7h9m4 0h3M4 17h3m4 0h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  page: svg`<path d="M6 3h8l4 4v14H6z M14 3v4h4 M9 12h6 M9 16h6"/>`,
  'bare-key': svg`<circle cx="8" cy="12" r="4" stroke-dasharray="3 2"/><path d="M12 12h9m-3 0v4m-3-4v3" stroke-dasharray="3 2"/>`,
  envelope: svg`<path d="M3 6h18v13H3z M3 7l9 6 9-6"/><path d="M10 15v-1.5a2 2 0 0 1 4 0V15m-5 0h6v3H9z"/>`,
  sealed: svg`<path d="M6 3h12v18H6z"/><path d="M9 8h.01M12 8h.01M15 8h.01M9 11h.01M12 11h.01M15 11h.01M9 14h.01M12 14h.01M15 14h.01" stroke-width="2" stroke-linecap="round"/><path d="M12 17.5h3"/>`,
  ribbon: svg`<path d="M3 9h12l3 3-3 3H3z"/><circle cx="14" cy="12" r=".8"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>`,
  account: svg`<path d="M4 20V6l8-3 8 3v14z M9 20v-5h6v5 M8 9h2m4 0h2"/>`,
  region: svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7"/>`,
  cross: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  half: svg`<circle cx="12" cy="12" r="7"/><path d="M12 5a7 7 0 0 1 0 14z" fill="currentColor"/>`,
  warn: svg`<path d="M12 4 3 20h18z M12 10v5 M12 17.5v.5"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/>`,
  pause: svg`<path d="M9 5v14M15 5v14" stroke-width="3"/>`,
  copy: svg`<path d="M9 9h11v11H9z M15 9V4H4v11h5"/>`,
  down: svg`<path d="m6 9 6 6 6-6"/>`,
  collapse: svg`<path d="M4 4v16M19 12H9m4-5-5 5 5 5"/>`,
  expand: svg`<path d="M4 4v16M8 12h11m-4-5 5 5-5 5"/>`,
  light: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>`,
  dark: svg`<path d="M19 14.5A8 8 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z"/>`,
  system: svg`<path d="M3 5h18v12H3z M8 21h8 M12 17v4"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** Name of an icon. */
export type IconName = keyof typeof DRAWINGS;

/** A decorative icon next to text. Screen readers ignore it. */
@customElement('strong-icon')
export class StrongIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 1.25em;
      height: 1.25em;
      flex: none;
      vertical-align: -0.25em;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
    }
  `;

  @property() name: IconName = 'page';

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${DRAWINGS[this.name]}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-icon': StrongIcon;
  }
}
