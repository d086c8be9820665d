import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';

/** What `strong-time` carries: undefined for now. */
export type TimeEvent = CustomEvent<{ readonly at: Date | undefined }>;

const MINUTE = 60_000;

/** A time as a field of the device's zone takes it: `2026-11-26T10:30:00`. */
function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
}

/** When a request is made: now, or at another time of the simulated clock. Fires `strong-time` at each change. */
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
      <label for="at">Time of the request</label>
      <input
        id="at"
        type="datetime-local"
        step="1"
        aria-describedby="hint"
        .value=${at ? local(at) : ''}
        @change=${(event: Event) => this.onChange(event.target as HTMLInputElement)}
      />
      <button type="button" class="plain" ?disabled=${!at} @click=${this.now}>Now</button>
      <span id="hint" class="soft small"
        >${at ? 'Keys, grants and policies are as they are now.' : 'Empty: now, by the simulated clock.'} Conditions
        read it as aws:CurrentTime and aws:EpochTime.</span
      >
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
    this.dispatchEvent(new CustomEvent('strong-time', { detail: { at } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-time': StrongRequestTime;
  }
}
