import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Decision, TraceStep } from '../../model/decision.ts';
import { nearestOf, viewOf, type GateStatus, type GateView, type ResourceView } from './decision-view.ts';
import { TEXTS } from './decision-texts.ts';
import { decidedWords, gateSays, resourceWords, stageName, stepName, stopWords } from './describe-decision.ts';
import { base, controls } from '../styles/shared.ts';
import { decisionStyles } from './strong-decision.styles.ts';
import type { IconName } from '../kit/strong-icon.ts';
import { UNDO_FIX } from './strong-fix.ts';
import '../kit/strong-icon.ts';
import './strong-statement.ts';

const WORDS = TEXTS.decision;

/** The icon of a policy type, next to its text. A step that allowed the call shows its number instead. */
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

/** Policy types that made no difference: their statements are collapsed. */
const QUIET: ReadonlySet<GateStatus> = new Set<GateStatus>(['absent', 'aside', 'unbound']);

/** Maximum number of statements without a match that are listed; more are collapsed. */
const MAX_SHOWN = 3;

/**
 * A decision: the verdict, then for each resource every policy type in order with its statements, the closest match of
 * an implicit deny, and the suggested fixes. APPLY_FIX (strong-fix.ts) bubbles through it. Dispatches UNDO_FIX.
 */
@customElement('strong-decision')
export class StrongDecision extends LitElement {
  static override styles = [base, controls, decisionStyles];

  @property({ attribute: false }) decision: Decision | undefined;
  /** The request, as labels and values. */
  @property({ attribute: false }) facts: readonly (readonly [label: string, value: string])[] = [];
  /** The decision is of a past call: policies can have changed since. */
  @property({ type: Boolean }) past = false;
  /** The fix is being applied. */
  @property({ type: Boolean }) busy = false;
  /** What applying the fix updated; shown instead of the fixes. */
  @property() applied = '';
  /** The applied fix can be undone. */
  @property({ type: Boolean }) undoable = false;

  protected override updated(changed: PropertyValues<this>): void {
    // The button that applied the fix is removed, and the focus with it.
    if (changed.has('applied') && this.applied) this.renderRoot.querySelector<HTMLElement>('.verdict')?.focus();
  }

  override render() {
    const { decision } = this;
    if (!decision) return nothing;
    const views = viewOf(decision);
    const nearest = nearestOf(decision);
    const stop = stopWords(decision);
    return html`<div class="decision" role="group" aria-label=${WORDS.label}>
      <p class="verdict ${decision.allowed ? 'allowed' : 'denied'}" tabindex="-1">
        <strong-icon name=${decision.allowed ? 'check' : 'cross'}></strong-icon>
        <span
          >${this.applied ? html`<b class="done">${this.applied}</b>` : nothing}<b
            >${decision.allowed ? WORDS.allowed : WORDS.denied}</b
          >
          ${decidedWords(decision)} ${stop ? html`<b>${stop}</b>` : nothing}</span
        >
      </p>
      ${this.applied && this.undoable ? html`<p><button type="button" class="undo" aria-disabled=${this.busy} @click=${this.undo}>${TEXTS.fix.undo}</button></p>` : nothing}
      ${this.renderFacts()} ${views.map((view) => this.renderResource(view, views.length > 1))}
      ${
        nearest
          ? html`<p class="nearest">
              ${WORDS.closestMatch(stepName(nearest), nearest.element, nearest.because ?? '')}
            </p>`
          : nothing
      }
      ${this.applied ? nothing : (decision.fixes ?? []).map((fix, index) => html`<strong-fix .fix=${fix} ?busy=${this.busy} ?secondary=${index > 0}></strong-fix>`)}
    </div>`;
  }

  private undo() {
    if (!this.busy) UNDO_FIX.dispatch(this);
  }

  private renderFacts() {
    if (this.facts.length === 0) return nothing;
    return html`<dl aria-label=${WORDS.request}>
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
    const describe = !several ? WORDS.actionOn : allowed ? WORDS.actionAllowedOn : WORDS.actionDeniedOn;
    return html`<div class="resource">
      <p class="asked">${describe(action, html`<span title=${resource}>${resourceWords(resource)}</span>`)}</p>
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
        <p><b>${stageName(gate)}</b><span class="says">: ${gateSays(view)}</span></p>
        ${notes.map((note) => html`<p class="small">${note}</p>`)} ${this.renderSteps(matched)}
        ${
          folded
            ? html`<details>
                <summary class="small">
                  ${(gate === 'grant' ? WORDS.noMatchGrants : WORDS.noMatchStatements)(others.length)}
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
