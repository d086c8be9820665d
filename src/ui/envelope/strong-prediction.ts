import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';

/** One answer to choose before the run. */
export interface Prediction {
  readonly value: string;
  readonly label: string;
}

/**
 * Predict, then run: a question with answers, a button that is free once one is chosen, and the outcome in the default slot.
 * Fires `strong-run`; set `outcome` to the answer that came true.
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
  /** The words of the button. */
  @property() action = 'Run';
  @property({ type: Boolean }) busy = false;
  /** Why it cannot run yet; empty when it can. */
  @property() blocked = '';
  /** The prediction that came true, once it ran. */
  @property() outcome = '';

  @state() private chosen = '';
  /** What was chosen when it ran: a later choice does not change what was predicted. */
  @state() private predicted = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was tried is gone: the next try is a new question.
    if (changed.has('outcome') && !this.outcome && !this.busy) this.chosen = this.predicted = '';
  }

  override render() {
    const why = this.blocked || (this.chosen ? '' : 'Choose what you expect first.');
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
            ${this.busy ? 'Running …' : this.action}
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
      >${right ? `As you said: ${label}` : `Not as you said. ${label}`}
    </p>`;
  }

  private run(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy || this.blocked || !this.chosen) return;
    this.predicted = this.chosen;
    this.dispatchEvent(new Event('strong-run'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-prediction': StrongPrediction;
  }
}
