import { LitElement, css, html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, state } from 'lit/decorators.js';
import type { Announcement } from './announce.ts';

const INTERVAL_MS = 1000;

type Message = Pick<Announcement, 'text' | 'lang'>;

const SILENCE: Message = { text: '' };

/**
 * The two live regions of the page, one polite and one assertive. Each announces at most one message per second, and
 * the newest of those that wait. A region has the language of its message, so that screen readers pronounce it right.
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

  @state() private polite = SILENCE;
  @state() private assertive = SILENCE;
  readonly #waiting = { polite: SILENCE, assertive: SILENCE };
  readonly #resting = { polite: false, assertive: false };

  /** Announces a message: at once, or one second after the last one. */
  say({ assertive, ...message }: Announcement): void {
    const region = assertive ? 'assertive' : 'polite';
    this.#waiting[region] = message;
    if (!this.#resting[region]) this.#speak(region);
  }

  #speak(region: 'polite' | 'assertive') {
    const { text, lang } = this.#waiting[region];
    this.#resting[region] = Boolean(text);
    if (!text) return;
    this.#waiting[region] = SILENCE;
    // Screen readers repeat a text only if the text node changes.
    this[region] = { text: this[region].text === text ? `${text}\u00a0` : text, lang };
    setTimeout(() => this.#speak(region), INTERVAL_MS);
  }

  override render() {
    const { polite, assertive } = this;
    return html`<div role="status" aria-live="polite" lang=${ifDefined(polite.lang)}>${polite.text}</div>
      <div role="alert" aria-live="assertive" lang=${ifDefined(assertive.lang)}>${assertive.text}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-live': StrongLive;
  }
}
