import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './simulator-texts.ts';
import { base, controls } from '../styles/shared.ts';

/** The request time changed; undefined is the simulated clock. */
export const CHANGE_TIME = typedEvent<{ readonly at: Date | undefined }>('strong-time');

const WORDS = TEXTS.at;

const MINUTE_MS = 60_000;

/** Formats a time for a field in the device's time zone: `2026-11-26T10:30:00`. */
function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 19);
}

/** The time of a request: now, or another time of the simulated clock. Dispatches CHANGE_TIME at each change. */
@customElement('strong-request-time')
export class StrongRequestTime extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.15rem 0.5rem;
        align-items: center;
        max-width: 36rem;
      }
      label,
      span {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) at: Date | undefined;

  override render() {
    const { at } = this;
    return html`<div>
      <label for="at">${WORDS.label}</label>
      <input
        id="at"
        type="datetime-local"
        step="1"
        aria-describedby="hint"
        .value=${at ? local(at) : ''}
        @change=${(event: Event) => this.onChange(event.target as HTMLInputElement)}
      />
      <button type="button" class="plain" ?disabled=${!at} @click=${this.now}>${WORDS.now}</button>
      <span id="hint" class="soft small">${at ? WORDS.hintSet : WORDS.hint}</span>
    </div>`;
  }

  private onChange({ value }: HTMLInputElement) {
    const at = new Date(value);
    this.tell(Number.isNaN(at.getTime()) ? undefined : at);
  }

  private now() {
    this.tell(undefined);
    this.renderRoot.querySelector<HTMLElement>('#at')?.focus();
  }

  private tell(at: Date | undefined) {
    this.at = at;
    CHANGE_TIME.dispatch(this, { at });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-time': StrongRequestTime;
  }
}
