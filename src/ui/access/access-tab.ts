import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AccessCell, Decision } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { ApplyEvent } from '../decision/strong-fix.ts';
import type { CellEvent } from './strong-matrix-list.ts';
import { cellName, groupsOf, operationOf, OUTCOME_LOOKS, rowsOf } from '../decision/access-matrix.ts';
import { browserStorage } from '../page/app-state.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { applyAndAsk } from '../decision/apply-fix.ts';
import { askedFacts } from '../decision/request-summary.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { permissionTests, testable } from '../policy/permission-tests.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { sampleInput } from '../decision/sample-input.ts';
import { questionHref, type Question } from '../decision/simulation.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../decision/strong-decision.ts';
import '../kit/strong-dialog.ts';
import './strong-access-conditions.ts';
import './strong-matrix.ts';

/** A cell that was opened: the call that stands for it, and what became of asking. */
interface Opened {
  readonly cell: AccessCell;
  readonly question: Question;
  readonly decision?: Decision;
  readonly problem?: Problem;
}

/** Who may do what with a key: the matrix, and behind each cell the decision. */
@customElement('strong-key-access-tab')
export class StrongKeyAccessTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .stack {
        grid-template-columns: minmax(0, 1fr);
      }
      strong-matrix {
        width: 100%;
      }
      strong-problem {
        margin-block: 1rem;
      }
      .hangs li {
        margin-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      .hangs {
        margin-bottom: 1rem;
      }
      .differs,
      .hangs {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--warn);
        background: var(--raised);
      }
    `,
  ];

  @property({ attribute: false }) aliases: readonly string[] = [];

  @state() private cells: readonly AccessCell[] = [];
  private grants: readonly GrantListEntry[] = [];
  /** The operations that the key cannot do are shown too. */
  @state() private all = false;
  @state() private altered: ReadonlySet<string> = new Set();
  @state() private opened: Opened | undefined;
  @state() private busy = false;
  @state() private applied = '';
  /** What became of keeping the answer as a test. */
  @state() private kept = '';

  @query('strong-dialog') private dialog!: StrongDialog;

  protected override async load() {
    const keyArn = this.key.Arn;
    // Whoever may not list the grants revokes none here.
    const [cells, reply] = await Promise.all([
      this.context.strongroom.sandbox.accessMatrix(keyArn),
      this.context.kms.call('ListGrants', { KeyId: keyArn, Limit: 100 }),
    ]);
    return () => {
      this.cells = cells;
      this.grants = reply.ok ? (reply.output.Grants ?? []) : [];
    };
  }

  protected override renderContent() {
    const { groups, hidden } = groupsOf(this.cells, this.key);
    const shown = this.all && hidden.length > 0 ? [...groups, { name: 'Of other keys', operations: hidden }] : groups;
    return html`<p class="soft">
        Every principal in the directory and every operation on this key, over every policy type and grant. Press a cell
        to see why, and under which conditions.
      </p>
      <strong-matrix
        .rows=${rowsOf(this.cells, this.key.AWSAccountId)}
        .groups=${shown}
        .altered=${this.altered}
        @strong-cell=${this.onCell}
      ></strong-matrix>
      ${
        hidden.length > 0
          ? html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${this.all}
                @change=${(event: Event) => (this.all = (event.target as HTMLInputElement).checked)}
              />Also the ${hidden.length} operations that a key of this kind cannot do</label
            >`
          : nothing
      }
      <strong-dialog
        heading=${this.opened ? this.heading(this.opened.cell) : ''}
        cancel="Close"
        @strong-close=${this.onClose}
      >
        ${this.opened ? this.renderOpened(this.opened) : nothing}
      </strong-dialog>`;
  }

  private heading({ principal, operation }: AccessCell): string {
    return `${callerNameFrom(this.key.AWSAccountId, principal)}: ${operation}`;
  }

  private renderOpened({ cell, question, decision, problem }: Opened) {
    return html`${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      ${decision || problem ? nothing : html`<p class="soft" role="status">Asking…</p>`}
      ${
        decision && cell.outcome !== 'conditional' && decision.allowed !== cell.allowed
          ? html`<p class="differs">
              The cell is about this key alone, and says ${OUTCOME_LOOKS[cell.outcome].words}. A whole call of
              ${question.operation} involves more resources.
            </p>`
          : nothing
      }
      ${cell.conditions ? html`<strong-access-conditions .conditions=${cell.conditions}></strong-access-conditions>` : nothing}
      <strong-decision
        .decision=${decision}
        .facts=${askedFacts(question)}
        ?busy=${this.busy}
        .applied=${this.applied}
        @strong-apply=${this.onApply}
      ></strong-decision>
      <p class="row">
        <a href=${questionHref(question)}>Change the question in the simulator</a>
        ${decision && this.canBeTest(question.operation) ? html`<button type="button" @click=${() => this.keepAsTest(question, decision)}>${this.kept || 'Keep the answer as a permission test'}</button>` : nothing}
        <span class="unseen" role="status">${this.kept}</span>
      </p>`;
  }

  private async onCell({ detail }: CellEvent) {
    const cell = this.cells.find((one) => cellName(one) === cellName(detail));
    if (!cell) return;
    const operation = operationOf(cell.operation);
    const region = this.key.Arn.split(':')[3] ?? this.context.region;
    const grantId = /^(Revoke|Retire)Grant$/.test(operation) ? this.grants[0]?.GrantId : undefined;
    const alias = /^(Update|Delete)Alias$/.test(operation) ? this.aliases[0] : undefined;
    const input = sampleInput(operation, { id: this.key.Arn, spec: this.key.KeySpec, alias, grantId });
    this.applied = this.kept = '';
    this.opened = { cell, question: { principal: cell.principal, operation, region, input, requestContext: {} } };
    this.dialog.show();
    await this.decide();
  }

  /** Asks about the cell that is open. */
  private async decide() {
    const { opened } = this;
    if (!opened) return;
    const { cell, question } = opened;
    let answer: Pick<Opened, 'decision' | 'problem'>;
    try {
      answer = { decision: await this.context.strongroom.sandbox.simulate(question) };
    } catch (error) {
      answer = { problem: problemOf(error) };
    }
    if (this.opened === opened) this.opened = { cell, question, ...answer };
  }

  private async onApply({ detail: { fix } }: ApplyEvent) {
    const { opened } = this;
    if (!opened) return;
    this.busy = true;
    const outcome = await applyAndAsk(this, fix, this.context, async () => {
      this.altered = new Set(fix.alters.map(cellName));
      await this.look();
      const cell = this.cells.find((one) => cellName(one) === cellName(opened.cell)) ?? opened.cell;
      this.opened = { ...opened, cell };
      await this.decide();
      return this.opened.decision;
    });
    this.busy = false;
    if ('problem' in outcome) this.opened = { ...opened, problem: outcome.problem };
    else this.applied = outcome.applied;
  }

  /** Whether the policy tab would try it. Nobody can change the policy of an AWS managed key. */
  private canBeTest(operation: OperationName): boolean {
    if (isAwsManaged(this.key)) return false;
    const { uses, manages } = testable(this.key, new Set(this.cells.map((cell) => cell.operation)));
    return uses.includes(operation) || manages.includes(operation);
  }

  /** What is true now shall stay so: the policy tab tries it with every change of the policy. */
  private keepAsTest({ principal: caller, operation }: Question, { allowed }: Decision) {
    const tests = permissionTests(browserStorage());
    const keyArn = this.key.Arn;
    const others = (tests.of(keyArn) ?? []).filter(
      (test) => test.caller !== caller || test.operation !== operation || test.encryptionContext,
    );
    const kept = tests.keep(keyArn, [...others, { caller, operation, expected: allowed ? 'allow' : 'deny' }]);
    this.kept = kept ? 'Kept: the Key policy tab tries it with every change.' : 'This browser does not keep it.';
  }

  private onClose() {
    this.opened = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-access-tab': StrongKeyAccessTab;
  }
}
