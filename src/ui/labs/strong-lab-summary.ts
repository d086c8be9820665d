import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lab } from '../../labs/lab.ts';
import type { LabProgress } from '../../labs/progress.ts';
import { labFormat } from '../page/lab-format.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { languageOf, textsOf } from './lab-course.ts';
import { termName } from '../glossary/term-name.ts';
import { plainText } from '../page/lab-markup.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';
import { renderMarkup } from '../page/render-markup.ts';
import { shortEvent } from './strong-task.ts';

/** The summary of a lab: what it has shown, and what was done. It can be printed. */
@customElement('strong-lab-summary')
export class StrongLabSummary extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      section {
        display: grid;
        gap: 0.35rem;
        margin-top: 1.25rem;
      }
      ul {
        padding-left: 1.25rem;
      }
      @media print {
        .actions {
          display: none;
        }
        section {
          break-inside: avoid;
        }
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  /** Undefined: the lab was not started. */
  @property({ attribute: false }) progress: LabProgress | undefined;

  /** Whether the notes for instructors are shown, and printed. */
  @state() private hasNotes = false;

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    const texts = textsOf(this.lab);
    const language = languageOf(this.lab);
    const { concepts } = this.lab;
    return html`<section>${renderMarkup(texts.goal, language)}</section>
      <section>
        <h2>${labsWords().summary.shown}</h2>
        <ul>
          ${texts.summary.map((line) => html`<li>${renderMarkup(line, language)}</li>`)}
        </ul>
      </section>
      ${this.progress ? this.renderProgress(this.progress) : nothing}
      ${
        concepts.length > 0
          ? html`<section>
              <h2>${labsWords().summary.terms}</h2>
              <p>
                ${concepts.map(
                  (id, index) =>
                    html`${index > 0 ? ', ' : ''}<a lang="en" href=${href(['glossary', id])}>${termName(id)}</a>`,
                )}
              </p>
            </section>`
          : nothing
      }
      ${this.hasNotes ? this.renderNotes(texts.instructor) : nothing}
      <section class="actions">
        ${
          texts.instructor.length === 0
            ? nothing
            : html`<label class="choice">
                <input
                  type="checkbox"
                  id="with-notes"
                  .checked=${this.hasNotes}
                  @change=${({ target }: Event) => (this.hasNotes = (target as HTMLInputElement).checked)}
                />
                ${labsWords().summary.withNotes}
              </label>`
        }
        <p><button type="button" @click=${() => print()}>${labsWords().actions.print}</button></p>
      </section>`;
  }

  private renderNotes(notes: readonly string[]) {
    return html`<section id="notes">
      <h2>${labsWords().lab.instructor}</h2>
      <ul>
        ${notes.map((note) => html`<li>${renderMarkup(note, languageOf(this.lab))}</li>`)}
      </ul>
    </section>`;
  }

  private renderProgress(progress: LabProgress) {
    const texts = textsOf(this.lab);
    const language = languageOf(this.lab);
    const { columns } = labsWords().summary;
    return html`<section>
      <h2>${labsWords().summary.tasks}</h2>
      <table>
        <thead>
          <tr>
            ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.lab.tasks.map(({ id }, index) => {
            const { state = 'open', doneAt, hints = 0, evidence = [] } = progress.tasks[id] ?? {};
            return html`<tr>
              <td data-label=${columns.task} dir="auto" lang=${language}>
                ${index + 1}. ${plainText(texts.tasks[id]?.title ?? id)}
              </td>
              <td data-label=${columns.state}>${labsWords().task.states[state]}</td>
              <td data-label=${columns.when}>${doneAt === undefined ? '–' : labFormat().moment(doneAt)}</td>
              <td data-label=${columns.hints}>${labFormat().count(hints)}</td>
              <td data-label=${columns.evidence} class="mono">
                ${evidence.length === 0 ? '–' : evidence.map(shortEvent).join(', ')}
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
      ${this.renderQuiz(progress)}
    </section>`;
  }

  private renderQuiz({ answer }: LabProgress) {
    const { quiz } = this.lab;
    const words = textsOf(this.lab).quiz;
    if (!quiz || !words) return nothing;
    const said =
      answer === undefined
        ? labsWords().summary.unanswered
        : labsWords().summary.answered(plainText(words.answers[answer] ?? answer), answer === quiz.right);
    return html`<h3>${labsWords().summary.quiz}</h3>
      ${renderMarkup(words.question, languageOf(this.lab))}
      <p>${said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lab-summary': StrongLabSummary;
  }
}
