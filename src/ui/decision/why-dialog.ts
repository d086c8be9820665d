import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Decision } from '../../model/decision.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { ApplyEvent } from './strong-fix.ts';
import { applyAndAsk } from './apply-fix.ts';
import { askedFacts } from './request-summary.ts';
import type { DeniedCall, Denials } from '../page/denied-calls.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { questionHref } from './simulation.ts';
import { base, controls } from '../styles/shared.ts';
import './strong-decision.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** Why a call was denied, over whatever page it was made on: the decision of then, and a fix that holds now. */
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
  /** What is shown is the decision of then. */
  @state() private past = true;

  @query('strong-dialog') private dialog!: StrongDialog;

  /** Opens for the call of this request id. */
  async show(requestId: string): Promise<void> {
    this.decision = this.problem = undefined;
    this.applied = '';
    this.past = true;
    this.call = this.denials.of(requestId);
    await this.updateComplete;
    this.dialog.show();
    try {
      const then = await this.context.strongroom.sandbox.explain(requestId);
      const now = this.call && (await this.context.strongroom.sandbox.simulate(this.call));
      this.decision = then && { ...then, ...(now?.fix ? { fix: now.fix } : {}) };
      if (now?.allowed) this.applied = 'Meanwhile the same call is allowed: close this and try again.';
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  override render() {
    const { call } = this;
    return html`<strong-dialog heading="Why was this denied?" cancel="Close">
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.decision || this.problem ? nothing : html`<p class="soft" role="status">Asking…</p>`}
      <strong-decision
        .decision=${this.decision}
        .facts=${call && this.decision ? askedFacts(call, this.decision) : []}
        ?past=${this.past}
        ?busy=${this.busy}
        .applied=${this.applied}
        @strong-apply=${this.onApply}
      ></strong-decision>
      ${
        call
          ? html`<p>
              <a
                href=${questionHref({ ...call, requestContext: {} }, this.decision)}
                @click=${() => this.dialog.close()}
                >Change the question in the simulator</a
              >
            </p>`
          : nothing
      }
    </strong-dialog>`;
  }

  private async onApply({ detail: { fix } }: ApplyEvent) {
    const { call } = this;
    if (!call) return;
    this.busy = true;
    this.problem = undefined;
    const outcome = await applyAndAsk(this, fix, this.context, () => this.context.strongroom.sandbox.simulate(call));
    this.busy = false;
    if ('problem' in outcome) this.problem = outcome.problem;
    else {
      this.decision = outcome.decision;
      this.past = false;
      this.applied = `${outcome.applied}${outcome.decision?.allowed ? ' Close this and try again.' : ''}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-why-dialog': StrongWhyDialog;
  }
}
