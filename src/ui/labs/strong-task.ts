import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LabTexts } from '../../labs/lab.ts';
import type { StartStep } from '../../labs/lab.ts';
import type { TaskProgress } from '../../labs/progress.ts';
import { whole } from '../kit/whole.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { describeStep } from './describe-step.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { callerTexts } from '../page/lab-caller-words.ts';
import { labsWords } from './labs-words.ts';
import { renderMarkup } from '../page/render-markup.ts';
import '../kit/strong-icon.ts';

const MAX_HINTS = 3;
/** A text of a step that stands for a saved value: `$key`. */
const VARIABLE = /"\$[A-Za-z]/;

/** Asks for one more hint. */
const REQUEST_HINT = typedEvent('strong-request-hint');
/** Asks for the solution, which marks the task. */
const REQUEST_SOLUTION = typedEvent('strong-request-solution');

/** An event ID as it is shown: its first eight characters. */
export const shortEvent = (id: string): string => id.slice(0, 8);

/**
 * A task of a lab, with its state. Of a task that is done it shows the title and the evidence, and folds up the text,
 * the hints and the solution. Fires `strong-request-hint` and `strong-request-solution`.
 */
@customElement('strong-task')
export class StrongTask extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        padding-block: 0.75rem;
        border-top: 1px solid var(--line);
      }
      .head {
        display: flex;
        gap: 0.5rem;
        align-items: baseline;
      }
      h3 {
        flex: 1;
      }
      .state {
        white-space: nowrap;
      }
      .done .state {
        color: var(--ok);
        font-weight: 600;
      }
      .shown .state {
        color: var(--warn);
      }
      .content,
      ol {
        display: grid;
        gap: 0.4rem;
        margin-top: 0.35rem;
      }
      ol {
        padding-left: 1.25rem;
      }
      .row {
        gap: 0.5rem;
      }
      button {
        min-height: 2rem;
        font-size: var(--t1);
      }
      .hint {
        padding: 0.4rem 0.6rem;
        border-left: 3px solid var(--brass);
        background: var(--brass-tint);
      }
      summary {
        min-height: 1.75rem;
        cursor: pointer;
      }
      pre {
        padding: 0.5rem;
        background: var(--sunken);
      }
      @media (pointer: coarse) {
        button,
        summary {
          min-height: var(--target);
        }
      }
    `,
  ];

  /** 1 for the first task. */
  @property({ type: Number }) number = 1;
  @property({ attribute: false }) texts!: LabTexts['tasks'][string];
  /** Language of the texts: BCP 47 tag. */
  @property() language = 'en';
  @property({ attribute: false }) progress: TaskProgress | undefined;
  @property({ type: Boolean }) bonus = false;
  /** The hints that were given, oldest first. */
  @property({ attribute: false }) hints: readonly string[] = [];
  /** The steps of the solution, once they were asked for. */
  @property({ attribute: false }) solution: readonly StartStep[] | undefined;
  /** Whether it is the only task in view: nothing is folded up. */
  @property({ type: Boolean }) alone = false;

  /** Whether the text of a task that is done is shown. */
  @state() private isUnfolded = false;

  constructor() {
    super();
    new InLabLanguage(this, labsWords, callerTexts);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('progress')) return;
    // What has the focus does not disappear.
    if (changed.get('progress')?.state !== this.progress?.state)
      this.isUnfolded = this.shadowRoot?.activeElement != null;
  }

  override render() {
    const { state = 'open' } = this.progress ?? {};
    return html`<div class=${state}>
      <div class="head">
        <h3 dir="auto" lang=${this.language}><span class="soft">${this.number}.</span> ${this.texts.title}</h3>
        <span class="state small">
          ${state === 'done' ? html`<strong-icon name="check"></strong-icon>` : nothing}${labsWords().task.states[state]}
          ${this.bonus ? html`<span class="soft">(${labsWords().lab.bonus})</span>` : nothing}
        </span>
      </div>
      <div class="content">
        ${state === 'done' && !this.alone ? this.renderFolded() : this.renderText(state)} ${this.renderEvidence()}
      </div>
    </div>`;
  }

  private renderText(state: TaskProgress['state']) {
    return html`${renderMarkup(this.texts.text, this.language)} ${this.renderHelp(state)}`;
  }

  private renderFolded() {
    return html`<details
      class="text"
      .open=${this.isUnfolded}
      @toggle=${({ currentTarget }: Event) => (this.isUnfolded = (currentTarget as HTMLDetailsElement).open)}
    >
      <summary>${labsWords().task.text(this.number)}</summary>
      <div class="content">${this.renderText('done')}</div>
    </details>`;
  }

  private renderEvidence() {
    const { state, evidence = [] } = this.progress ?? {};
    if (state !== 'done') return nothing;
    return html`<p class="small">
      ${labsWords().task.evidence}:
      ${
        evidence.length === 0
          ? labsWords().task.byState
          : evidence.map(
              (id, index) =>
                html`${index > 0 ? ', ' : ''}<a href=${href(['activity'], { event: id })}
                    >${whole(labsWords().task.event(shortEvent(id)))}</a
                  >`,
            )
      }
    </p>`;
  }

  private renderHelp(state: TaskProgress['state']) {
    const used = this.progress?.hints ?? 0;
    const left = Math.max(0, MAX_HINTS - used);
    const hints = this.hints.length > 0 ? this.hints : this.texts.hints.slice(0, used);
    const isOpen = state === 'open';
    return html`${hints.map(
      (hint, index) =>
        html`<div class="hint">
          <span class="unseen">${labsWords().task.hintLabel(index + 1)}</span>
          ${renderMarkup(hint, this.language)}
        </div>`,
    )}
    ${
      isOpen
        ? html`<div class="row">
            ${
              left > 0
                ? html`<button type="button" class="more" @click=${() => REQUEST_HINT.dispatch(this)}>
                    ${labsWords().task.hint(left)}
                  </button>`
                : nothing
            }
            <button
              type="button"
              class="solve"
              title=${labsWords().task.solutionCost}
              aria-describedby="cost"
              @click=${() => REQUEST_SOLUTION.dispatch(this)}
            >
              ${labsWords().task.solution}
            </button>
            <span id="cost" class="unseen">${labsWords().task.solutionCost}</span>
          </div>`
        : nothing
    }
    ${this.renderSolution()}`;
  }

  private renderSolution() {
    if (!this.solution) return nothing;
    return html`<details open>
      <summary>${labsWords().task.steps}</summary>
      <ol>
        ${this.solution.map((step) => html`<li><pre>${describeStep(step)}</pre></li>`)}
      </ol>
      ${
        VARIABLE.test(JSON.stringify(this.solution))
          ? html`<p class="small soft variables">${labsWords().task.variables}</p>`
          : nothing
      }
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-task': StrongTask;
  }
}
