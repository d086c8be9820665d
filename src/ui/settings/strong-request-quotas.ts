import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Settings } from '../../model/records.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './settings-texts.ts';

/** Asks to change the setting. */
export const SET_REQUEST_QUOTAS = typedEvent<Pick<Settings, 'requestQuotas'>>('strong-set-request-quotas');

/** With this divisor, the largest shared quota is 200 requests per second, and the smallest 2. */
const USUAL_DIVISOR = 500;

/** The setting `requestQuotas`. Fires `strong-set-request-quotas`. */
@customElement('strong-request-quotas')
export class StrongRequestQuotas extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .row input {
        flex: 0 1 8rem;
      }
    `,
  ];

  /** The stored setting. */
  @property({ attribute: false }) value: Settings['requestQuotas'] = 'off';

  override render() {
    const { value } = this;
    const divisor = typeof value === 'object' ? value.divideBy : undefined;
    const choice = (name: 'real' | 'divided' | 'off', next: Settings['requestQuotas']) =>
      html`<label class="choice"
        ><input
          type="radio"
          name="requestQuotas"
          value=${name}
          .checked=${live(name === (divisor === undefined ? value : 'divided'))}
          @change=${() => this.ask(next)}
        />${TEXTS.requestQuotas.choices[name]}</label
      >`;
    return html`<fieldset>
      <legend>${TEXTS.requestQuotas.legend}</legend>
      <p class="soft small">${TEXTS.requestQuotas.hint}</p>
      ${choice('real', 'real')} ${choice('divided', { divideBy: divisor ?? USUAL_DIVISOR })} ${choice('off', 'off')}
      <form class="field" ?hidden=${divisor === undefined} @submit=${this.submit}>
        <label for="divisor">${TEXTS.requestQuotas.divisor}</label>
        <div class="row">
          <input
            id="divisor"
            name="divisor"
            type="number"
            required
            min="1"
            .step=${'any'}
            .value=${live(String(divisor ?? USUAL_DIVISOR))}
          />
          <button type="submit">${TEXTS.requestQuotas.save}</button>
        </div>
      </form>
    </fieldset>`;
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    this.ask({ divideBy: Number(new FormData(event.target as HTMLFormElement).get('divisor')) });
  }

  private ask(requestQuotas: Settings['requestQuotas']) {
    SET_REQUEST_QUOTAS.dispatch(this, { requestQuotas });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-quotas': StrongRequestQuotas;
  }
  interface HTMLElementEventMap {
    'strong-set-request-quotas': EventOf<typeof SET_REQUEST_QUOTAS>;
  }
}
