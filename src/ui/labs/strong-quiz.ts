import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LabTexts, Quiz } from '../../labs/lab.ts';
import { announce } from '../kit/announce.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';
import { renderMarkup } from '../page/render-markup.ts';

/** The answer of the learner: its ID. */
export const ANSWER = typedEvent<string>('strong-answer');

/** A question with one right answer. Fires `strong-answer`; the owner stores it and sets `answer`. */
@customElement('strong-quiz')
export class StrongQuiz extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        padding-block: 0.75rem;
        border-top: 1px solid var(--line);
      }
      form {
        display: grid;
        gap: 0.25rem;
        justify-items: start;
      }
      .choice {
        align-items: center;
      }
      .right {
        color: var(--ok);
      }
      .wrong {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) quiz!: Quiz;
  @property({ attribute: false }) texts!: NonNullable<LabTexts['quiz']>;
  /** Language of the texts: BCP 47 tag. */
  @property() language = 'en';
  /** The stored answer. */
  @property() answer: string | undefined;

  @state() private isMissing = false;

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    const { answer, quiz } = this;
    const result = answer === undefined ? undefined : answer === quiz.right ? 'right' : 'wrong';
    return html`<form @submit=${this.onSubmit} novalidate>
      <fieldset>
        <legend>${renderMarkup(this.texts.question, this.language)}</legend>
        ${quiz.answers.map(
          (id) =>
            html`<label class="choice"
              ><input type="radio" name="answer" value=${id} .checked=${id === answer} /><span
                >${renderMarkup(this.texts.answers[id] ?? id, this.language)}</span
              ></label
            >`,
        )}
      </fieldset>
      ${this.isMissing ? html`<p class="wrong" role="alert">${labsWords().quiz.choose}</p>` : nothing}
      ${result === undefined ? nothing : html`<p class=${result}>${labsWords().quiz[result]}</p>`}
      <button>${labsWords().quiz.submit}</button>
    </form>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const chosen = this.renderRoot.querySelector<HTMLInputElement>('input:checked')?.value;
    this.isMissing = chosen === undefined;
    if (chosen === undefined) return;
    announce(this, chosen === this.quiz.right ? labsWords().quiz.right : labsWords().quiz.wrong);
    ANSWER.dispatch(this, chosen);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-quiz': StrongQuiz;
  }
}
