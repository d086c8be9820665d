import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Decision, TraceStep } from '../../model/decision.ts';
import { nearestOf, viewOf, type GateStatus, type GateView, type ResourceView } from './decision-view.ts';
import { decidedWords, GATE_WORDS, gateSays, resourceWords, stepName, stopWords } from './decision-texts.ts';
import { base, controls } from '../styles/shared.ts';
import { decisionStyles } from './strong-decision.styles.ts';
import type { IconName } from '../kit/strong-icon.ts';
import './strong-fix.ts';
import '../kit/strong-icon.ts';
import './strong-statement.ts';

/** The mark of a gate: a shape and a word, never the colour alone. Where the call passed, the number of the step stands instead. */
const MARKS: Readonly<Record<GateStatus, IconName | undefined>> = {
  'decides-allow': 'check',
  passes: undefined,
  'decides-deny': 'cross',
  lacks: 'cross',
  denies: 'cross',
  stops: 'warn',
  aside: undefined,
  unbound: undefined,
  unasked: undefined,
  absent: undefined,
  unrecorded: undefined,
};

/** Gates with nothing to say: their statements are folded away. */
const QUIET: ReadonlySet<GateStatus> = new Set<GateStatus>(['absent', 'aside', 'unbound']);

/** More statements without a match than these are folded away. */
const MAX_SHOWN = 3;

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
  /** It was made some time ago, and policies may have changed since. */
  @property({ type: Boolean }) past = false;
  /** The fix is being applied. */
  @property({ type: Boolean }) busy = false;
  /** What applying it said. */
  @property() applied = '';

  protected override updated(changed: PropertyValues<this>): void {
    // The button that applied the fix is gone, and the focus with it.
    if (changed.has('applied') && this.applied) this.renderRoot.querySelector<HTMLElement>('.verdict')?.focus();
  }

  override render() {
    const { decision } = this;
    if (!decision) return nothing;
    const views = viewOf(decision);
    const nearest = nearestOf(decision);
    const stop = stopWords(decision);
    return html`<div class="decision" role="group" aria-label="Decision">
      <p class="verdict ${decision.allowed ? 'allowed' : 'denied'}" tabindex="-1">
        <strong-icon name=${decision.allowed ? 'check' : 'cross'}></strong-icon>
        <span
          >${this.applied && !decision.fix ? html`<b class="done">${this.applied}</b>` : nothing}<b
            >${decision.allowed ? 'Allowed' : 'Denied'}.</b
          >
          ${decidedWords(decision)} ${stop ? html`<b>${stop}</b>` : nothing}</span
        >
      </p>
      ${this.renderFacts()} ${views.map((view) => this.renderResource(view, views.length > 1))}
      ${
        nearest
          ? html`<p class="nearest">
              <b>Nearest to an allow:</b>
              ${stepName(nearest)}${nearest.element ? `: its ${nearest.element} is the first element that does not fit` : ''}.
              ${nearest.because}
            </p>`
          : nothing
      }
      ${decision.fix ? html`<strong-fix .fix=${decision.fix} ?busy=${this.busy} .applied=${this.applied}></strong-fix>` : nothing}
    </div>`;
  }

  private renderFacts() {
    if (this.facts.length === 0) return nothing;
    return html`<dl aria-label="The request">
      ${this.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private renderResource({ action, resource, allowed, gates }: ResourceView, several: boolean) {
    return html`<div class="resource">
      <p class="asked">
        <code>${action}</code> on
        <span title=${resource}>${resourceWords(resource)}</span>${several ? (allowed ? ': allowed' : ': denied') : ''}
      </p>
      <ol>
        ${gates.map((gate) => this.renderGate(gate))}
      </ol>
    </div>`;
  }

  private renderGate(view: GateView) {
    const { gate, status, steps, notes, walked, leadsOn } = view;
    const mark = MARKS[status];
    const matched = steps.filter(({ outcome }) => outcome !== 'no-match');
    const others = steps.filter(({ outcome }) => outcome === 'no-match');
    const folded = others.length > MAX_SHOWN || (others.length > 0 && (QUIET.has(status) || gate === 'rcp'));
    return html`<li class="${status === 'unasked' ? 'absent' : status} ${leadsOn ? 'on' : ''}">
      <span class="mark">${mark ? html`<strong-icon name=${mark}></strong-icon>` : (walked ?? nothing)}</span>
      <div>
        <p><b>${GATE_WORDS[gate].name}</b><span class="says">: ${gateSays(view)}</span></p>
        ${notes.map((note) => html`<p class="small">${note}</p>`)} ${this.renderSteps(matched)}
        ${
          folded
            ? html`<details>
                <summary class="small">
                  ${others.length} ${gate === 'grant' ? 'grant' : 'statement'}${others.length === 1 ? '' : 's'} that did
                  not match
                </summary>
                ${this.renderSteps(others)}
              </details>`
            : this.renderSteps(others)
        }
      </div>
    </li>`;
  }

  private renderSteps(steps: readonly TraceStep[]) {
    return steps.map((step) => html`<strong-statement .step=${step} ?past=${this.past}></strong-statement>`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-decision': StrongDecision;
  }
}
