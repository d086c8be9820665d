import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './live-keys-texts.ts';
import { CHANGE_GATE, type StepGate } from './step-gate.ts';

/** The user cancels the run. */
export const CANCEL_STEPS = typedEvent('strong-cancel-steps');

/** The next step of a run, and the buttons that make it. */
@customElement('strong-step-control')
export class StrongStepControl extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .control {
        padding: 0.75rem 1rem;
        border: 1px solid var(--brass);
        border-left-width: 4px;
      }
      p {
        overflow-wrap: anywhere;
      }
      .row {
        gap: 0.5rem;
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) gate: StepGate | undefined;

  #observed: StepGate | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('gate')) return;
    this.#observed?.removeEventListener(CHANGE_GATE.name, this.#update);
    this.#observed = this.gate;
    this.gate?.addEventListener(CHANGE_GATE.name, this.#update);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observed?.removeEventListener(CHANGE_GATE.name, this.#update);
    this.#observed = undefined;
  }

  override render() {
    const { gate } = this;
    if (!gate) return nothing;
    const { steps } = TEXTS;
    const isWorking = gate.next === undefined ? 'true' : 'false';
    return html`<div class="control" role="group" aria-label=${steps.label}>
      <p role="status">${gate.next ? steps.next(gate.next) : steps.working}</p>
      <div class="row">
        <button type="button" id="step" class="primary" aria-disabled=${isWorking} @click=${() => gate.step()}>
          ${steps.step}
        </button>
        <button type="button" id="rest" aria-disabled=${isWorking} @click=${() => gate.open()}>${steps.rest}</button>
        <button type="button" id="cancel" @click=${() => CANCEL_STEPS.dispatch(this)}>${steps.cancel}</button>
      </div>
    </div>`;
  }

  readonly #update = () => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-step-control': StrongStepControl;
  }
}
