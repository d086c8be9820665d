import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';

/** Asks to show a task, by its index. */
export const STEP = typedEvent<number>('strong-step');

/** Large buttons that go from task to task. Fires `strong-step`. */
@customElement('strong-steps')
export class StrongSteps extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-block: 0.5rem;
      }
      div {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.5rem;
      }
      p {
        grid-column: 1 / -1;
        font-weight: 650;
      }
      button {
        min-height: 3rem;
        padding-inline: 0.25rem;
      }
    `,
  ];

  /** Index of the task that is shown. */
  @property({ attribute: false }) step = 0;
  /** Number of tasks. */
  @property({ attribute: false }) of = 0;

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    const { step, of } = this;
    return html`<div role="group" aria-label=${labsWords().steps.label}>
      <p aria-live="polite">${labsWords().steps.position(step + 1, of)}</p>
      ${this.renderButton('previous', step - 1)} ${this.renderButton('next', step + 1)}
    </div>`;
  }

  private renderButton(name: 'previous' | 'next', to: number) {
    const isPossible = to >= 0 && to < this.of;
    return html`<button
      type="button"
      id=${name}
      aria-disabled=${!isPossible}
      @click=${() => isPossible && STEP.dispatch(this, to)}
    >
      ${labsWords().steps[name]}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-steps': StrongSteps;
  }
}
