import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Announcement } from './announce.ts';

const INTERVAL_MS = 1000;

/**
 * The two live regions of the page, one polite and one assertive. Each announces at most one message per second, and
 * the newest of those that wait.
 */
@customElement('strong-live')
export class StrongLive extends LitElement {
  static override styles = css`
    div {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @state() private polite = '';
  @state() private assertive = '';
  readonly #waiting = { polite: '', assertive: '' };
  readonly #resting = { polite: false, assertive: false };

  /** Announces a message: at once, or one second after the last one. */
  say({ text, assertive }: Announcement): void {
    const region = assertive ? 'assertive' : 'polite';
    this.#waiting[region] = text;
    if (!this.#resting[region]) this.#speak(region);
  }

  #speak(region: 'polite' | 'assertive') {
    const text = this.#waiting[region];
    this.#resting[region] = Boolean(text);
    if (!text) return;
    this.#waiting[region] = '';
    // Screen readers repeat a text only if the text node changes.
    this[region] = this[region] === text ? `${text}\u00a0` : text;
    setTimeout(() => this.#speak(region), INTERVAL_MS);
  }

  override render() {
    return html`<div role="status" aria-live="polite">${this.polite}</div>
      <div role="alert" aria-live="assertive">${this.assertive}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-live': StrongLive;
  }
}
