import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './tampering-texts.ts';
import '../kit/strong-icon.ts';

/** Fired when the user runs the test. */
const RUN = typedEvent('strong-run');

/** One prediction to choose. */
export interface Prediction {
  readonly value: string;
  readonly label: string;
}

/**
 * Asks for a prediction, then runs a test: a question with predictions, a button that is enabled once one is chosen,
 * and the result in the default slot. Fires `strong-run`; set `outcome` to the prediction that was correct.
 */
@customElement('strong-prediction')
export class StrongPrediction extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }
      legend {
        padding: 0;
        margin-bottom: 0.25rem;
      }
      .said {
        display: flex;
        gap: 0.5rem;
        font-weight: 600;
      }
      .right strong-icon {
        color: var(--ok);
      }
      .wrong strong-icon {
        color: var(--warn);
      }
    `,
  ];

  @property() question = '';
  @property({ attribute: false }) predictions: readonly Prediction[] = [];
  /** Text of the button. */
  @property() action = TEXTS.prediction.run;
  @property({ type: Boolean }) busy = false;
  /** Why the test cannot run yet; empty if it can. */
  @property() blocked = '';
  /** The correct prediction, once the test has run. */
  @property() outcome = '';

  @state() private chosen = '';
  /** The choice when the test ran. A later choice does not change it. */
  @state() private predicted = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The result was removed: the next run needs a new prediction.
    if (changed.has('outcome') && !this.outcome && !this.busy) this.chosen = this.predicted = '';
  }

  override render() {
    const why = this.blocked || (this.chosen ? '' : TEXTS.prediction.missing);
    return html`<form @submit=${this.run}>
        <fieldset>
          <legend>${this.question}</legend>
          ${this.predictions.map(
            ({ value, label }) =>
              html`<label class="choice"
                ><input
                  type="radio"
                  name="prediction"
                  .value=${value}
                  .checked=${value === this.chosen}
                  @change=${() => (this.chosen = value)}
                />${label}</label
              >`,
          )}
        </fieldset>
        <div class="row">
          <button
            type="submit"
            ?disabled=${Boolean(why)}
            aria-disabled=${this.busy ? 'true' : 'false'}
            aria-describedby="why"
          >
            ${this.busy ? TEXTS.prediction.running : this.action}
          </button>
          <span class="soft small" id="why">${why}</span>
        </div>
        ${this.outcome && this.predicted ? this.renderVerdict() : nothing}
      </form>
      <slot></slot>`;
  }

  private renderVerdict() {
    const right = this.outcome === this.predicted;
    const label = this.predictions.find(({ value }) => value === this.outcome)?.label ?? '';
    return html`<p class="said ${right ? 'right' : 'wrong'}">
      <strong-icon name=${right ? 'check' : 'warn'}></strong-icon
      >${right ? TEXTS.prediction.correct(label) : TEXTS.prediction.incorrect(label)}
    </p>`;
  }

  private run(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy || this.blocked || !this.chosen) return;
    this.predicted = this.chosen;
    RUN.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-prediction': StrongPrediction;
  }
}
