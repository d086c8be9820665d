import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Decision, TraceStep } from '../../model/decision.ts';
import { nearestOf, viewOf, type GateStatus, type GateView, type ResourceView } from '../state/decision-view.ts';
import { decidedWords, GATE_WORDS, gateSays, resourceWords, stepName, stopWords } from '../state/decision-words.ts';
import { base, controls } from '../styles/shared.ts';
import { decisionStyles } from './strong-decision.styles.ts';
import type { IconName } from './strong-icon.ts';
import './strong-fix.ts';
import './strong-icon.ts';

/** The mark of a gate: a shape and a word, never the colour alone. */
const MARKS: Readonly<Record<GateStatus, IconName | undefined>> = {
  'decides-allow': 'check',
  passes: 'check',
  'decides-deny': 'cross',
  lacks: 'cross',
  stops: 'warn',
  aside: undefined,
  absent: undefined,
};

const OUTCOMES: Readonly<Record<TraceStep['outcome'], string>> = { allow: 'allows', deny: 'denies', 'no-match': 'did not match', stops: 'stops' };

/** More statements without a match than these are folded away. */
const MOST_SHOWN = 3;

/**
 * A decision as a way through the gates: for each resource every gate in order, what it said, each statement matched or with the first element that did not;
 * then who decided, the nearest allow, and the smallest change, with a button that fires `strong-apply` (see strong-fix).
 */
@customElement('strong-decision')
export class StrongDecision extends LitElement {
  static override styles = [base, controls, decisionStyles];

  @property({ attribute: false }) decision: Decision | undefined;
  /** What was asked, in label and value: who, what, where. */
  @property({ attribute: false }) facts: readonly (readonly [label: string, value: string])[] = [];
  /** The fix is being applied. */
  @property({ type: Boolean }) busy = false;
  /** What applying it said. */
  @property() applied = '';

  override render() {
    const { decision } = this;
    if (!decision) return nothing;
    const views = viewOf(decision);
    const nearest = nearestOf(decision);
    const stop = stopWords(decision);
    return html`<div class="decision" role="group" aria-label="Decision">
      <p class="verdict ${decision.allowed ? 'allowed' : 'denied'}">
        <strong-icon name=${decision.allowed ? 'check' : 'cross'}></strong-icon>
        <span
          >${this.applied && !decision.fix ? html`<b class="done">${this.applied}</b>` : nothing}<b>${decision.allowed ? 'Allowed' : 'Denied'}.</b>
          ${decidedWords(decision)} ${stop ? html`<b>${stop}</b>` : nothing}</span
        >
      </p>
      ${
        this.facts.length > 0
          ? html`<dl>
              ${this.facts.map(
                ([label, value]) =>
                  html`<div>
                    <dt>${label}</dt>
                    <dd>${value}</dd>
                  </div>`,
              )}
            </dl>`
          : nothing
      }
      ${views.map((view) => this.renderResource(view, views.length > 1))}
      ${
        nearest
          ? html`<p class="nearest">
              <b>Nearest to an allow:</b>
              ${stepName(nearest)}${nearest.element ? `: its ${nearest.element} is the first element that does not fit` : ''}. ${nearest.because}
            </p>`
          : nothing
      }
      ${decision.fix ? html`<strong-fix .fix=${decision.fix} ?busy=${this.busy} .applied=${this.applied}></strong-fix>` : nothing}
    </div>`;
  }

  private renderResource({ action, resource, allowed, gates }: ResourceView, several: boolean) {
    return html`<div class="resource">
      <p class="asked">
        <code>${action}</code> on <span title=${resource}>${resourceWords(resource)}</span>${several ? (allowed ? ': allowed' : ': denied') : ''}
      </p>
      <ol>
        ${gates.map((gate) => this.renderGate(gate))}
      </ol>
    </div>`;
  }

  private renderGate(view: GateView) {
    const { gate, status, steps, notes } = view;
    const mark = MARKS[status];
    const matched = steps.filter(({ outcome }) => outcome !== 'no-match');
    const others = steps.filter(({ outcome }) => outcome === 'no-match');
    const quiet = status === 'absent' || status === 'aside';
    return html`<li class=${status}>
      <span class="mark">${mark ? html`<strong-icon name=${mark}></strong-icon>` : nothing}</span>
      <div>
        <p><b>${GATE_WORDS[gate].name}</b><span class="says">: ${gateSays(view)}</span></p>
        ${notes.map((note) => html`<p class="small">${note}</p>`)} ${matched.map((step) => this.renderStep(step))}
        ${
          others.length > MOST_SHOWN || (quiet && others.length > 0)
            ? html`<details>
                <summary class="small">${others.length === 1 ? '1 statement' : `${others.length} statements`} that did not match</summary>
                ${others.map((step) => this.renderStep(step))}
              </details>`
            : others.map((step) => this.renderStep(step))
        }
      </div>
    </li>`;
  }

  private renderStep(step: TraceStep) {
    return html`<div class="step ${step.outcome}">
      <p class="small">${stepName(step)}: <b>${OUTCOMES[step.outcome]}</b></p>
      ${
        step.because
          ? html`<p class="small because">${step.element ? html`<span class="element">${step.element}</span>` : nothing}${step.because}</p>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-decision': StrongDecision;
  }
}
