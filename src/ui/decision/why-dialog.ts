import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Decision } from '../../model/decision.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { APPLY_FIX } from './strong-fix.ts';
import { applyAndAsk, undoAndAsk, type AppliedFix, type FixOutcome } from './apply-fix.ts';
import { askedFacts } from './request-summary.ts';
import type { DeniedCall, Denials } from '../page/denied-calls.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { questionHref } from './simulation.ts';
import { TEXTS } from './decision-texts.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { base, controls } from '../styles/shared.ts';
import './strong-decision.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** Explains why a call was denied: the decision of the call, and a fix for the policies as they are now. */
@customElement('strong-why-dialog')
export class StrongWhyDialog extends LitElement {
  static override styles = [base, controls];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) denials!: Denials;

  @state() private call: DeniedCall | undefined;
  @state() private decision: Decision | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @state() private applied = '';
  /** The fix that was applied last, until it is undone. */
  @state() private done: AppliedFix | undefined;
  /** The decision shown is that of the call, not a new one. */
  @state() private past = true;

  @query('strong-dialog') private dialog!: StrongDialog;

  /** Opens the dialog for the call with this request ID. */
  async show(requestId: string): Promise<void> {
    this.decision = this.problem = this.done = undefined;
    this.applied = '';
    this.past = true;
    this.call = this.denials.of(requestId);
    await this.updateComplete;
    this.dialog.show();
    try {
      const then = await this.context.strongroom.sandbox.explain(requestId);
      const now = this.call && (await this.context.strongroom.sandbox.simulate(this.call));
      this.decision = then && { ...then, ...(now?.fix ? { fix: now.fix, fixes: now.fixes ?? [now.fix] } : {}) };
      if (now?.allowed) this.applied = TEXTS.why.nowAllowed;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  override render() {
    const { call } = this;
    return html`<strong-dialog heading=${TEXTS.why.heading} cancel=${WORDS.close}>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.decision || this.problem ? nothing : html`<p class="soft" role="status">${TEXTS.why.loading}</p>`}
      <strong-decision
        .decision=${this.decision}
        .facts=${call && this.decision ? askedFacts(call, this.decision) : []}
        ?past=${this.past}
        ?busy=${this.busy}
        .applied=${this.applied}
        ?undoable=${this.done !== undefined}
        @strong-apply=${this.onApply}
        @strong-undo-fix=${this.onUndo}
      ></strong-decision>
      ${
        call
          ? html`<p>
              <a
                href=${questionHref({ ...call, requestContext: {} }, this.decision)}
                @click=${() => this.dialog.close()}
                >${TEXTS.why.simulate}</a
              >
            </p>`
          : nothing
      }
    </strong-dialog>`;
  }

  private async onApply({ detail: { fix } }: EventOf<typeof APPLY_FIX>) {
    const { call } = this;
    if (!call) return;
    this.busy = true;
    this.problem = undefined;
    const outcome = await applyAndAsk(this, fix, this.context, async (input) => {
      if (input) this.call = { ...call, input: { ...call.input, ...input } };
      return this.context.strongroom.sandbox.simulate(this.call ?? call);
    });
    this.busy = false;
    if ('problem' in outcome) this.showProblem(outcome);
    else {
      ({ decision: this.decision, done: this.done } = outcome);
      this.past = false;
      this.applied = outcome.decision?.allowed
        ? fix.kind === 'request'
          ? TEXTS.why.requestChanged
          : TEXTS.why.applied(outcome.applied)
        : outcome.applied;
    }
  }

  private async onUndo() {
    const { call, done } = this;
    if (!call || !done) return;
    this.busy = true;
    this.problem = undefined;
    const outcome = await undoAndAsk(this, done, this.context, () => this.context.strongroom.sandbox.simulate(call));
    this.busy = false;
    if ('problem' in outcome) this.showProblem(outcome);
    else {
      this.decision = outcome.decision;
      this.done = undefined;
      this.applied = '';
    }
  }

  /** Shows why a fix, or its undo, failed. What is in effect of it can still be undone. */
  private showProblem({ problem, standing, decision }: Extract<FixOutcome, { readonly problem: Problem }>) {
    this.problem = problem;
    if (!standing) return;
    ({ says: this.applied } = this.done = standing);
    this.decision = decision ?? this.decision;
    this.past = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-why-dialog': StrongWhyDialog;
  }
}
