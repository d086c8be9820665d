import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AccessCell, Decision, Fix } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { APPLY_FIX } from '../decision/strong-fix.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './access-texts.ts';
import type { SELECT_CELL } from './strong-matrix-list.ts';
import { cellName, groupsOf, operationOf, OUTCOME_LOOKS, rowsOf, rowWords } from '../decision/access-matrix.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { applyAndAsk, undoAndAsk, type AppliedFix, type FixOutcome } from '../decision/apply-fix.ts';
import { askedFacts } from '../decision/request-summary.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { permissionTests, testable } from '../policy/permission-tests.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { sampleInput } from '../../model/sample-input.ts';
import { DECISION_STORES, questionHref, type Question } from '../decision/simulation.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { WorldController } from '../page/world-controller.ts';
import '../decision/strong-decision.ts';
import '../kit/strong-dialog.ts';
import './strong-access-conditions.ts';
import './strong-matrix.ts';

/** The open cell: the call that represents it, and the decision or the error. */
interface Opened {
  readonly cell: AccessCell;
  readonly question: Question;
  readonly decision?: Decision;
  readonly problem?: Problem;
}

const callerOf = ({ principal, accessKeyId }: AccessCell): Pick<Question, 'principal' | 'accessKeyId'> => ({
  principal,
  ...(accessKeyId === undefined ? {} : { accessKeyId }),
});

/** The access matrix of a key. Each cell opens its decision. */
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

  protected override readonly shape = 'table';

  @property({ attribute: false }) aliases: readonly string[] = [];

  @state() private cells: readonly AccessCell[] = [];
  private grants: readonly GrantListEntry[] = [];
  /** Shows the operations that the key does not support, too. */
  @state() private all = false;
  @state() private altered: ReadonlySet<string> = new Set();
  @state() private opened: Opened | undefined;
  @state() private busy = false;
  @state() private applied = '';
  /** The fix that was applied last, until it is undone. */
  @state() private done: AppliedFix | undefined;
  /** The result of saving the decision as a permission test. */
  @state() private kept = '';

  @query('strong-dialog') private dialog!: StrongDialog;

  #isWatching = false;

  protected override async load() {
    // Not earlier: an element whose code loads late is connected before it has its context.
    if (!this.#isWatching)
      new WorldController(this, {
        strongroom: () => this.context.strongroom,
        stores: DECISION_STORES,
        onChange: () => void this.refresh(),
      });
    this.#isWatching = true;
    const keyArn = this.key.Arn;
    // Without ListGrants the questions about RevokeGrant and RetireGrant name no real grant.
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
    const shown = this.all && hidden.length > 0 ? [...groups, { name: TEXTS.unsupported, operations: hidden }] : groups;
    return html`<p class="soft">${TEXTS.intro}</p>
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
              />${TEXTS.showUnsupported(hidden.length)}</label
            >`
          : nothing
      }
      <strong-dialog
        heading=${this.opened ? this.heading(this.opened.cell) : ''}
        cancel=${WORDS.close}
        @strong-close=${this.onClose}
      >
        ${this.opened ? this.renderOpened(this.opened) : nothing}
      </strong-dialog>`;
  }

  private heading(cell: AccessCell): string {
    const name = rowWords(cell, (principal) => callerNameFrom(this.key.AWSAccountId, principal));
    return TEXTS.cellHeading(name, cell.operation);
  }

  private renderOpened({ cell, question, decision, problem }: Opened) {
    return html`${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      ${decision || problem ? nothing : html`<p class="soft" role="status">${TEXTS.evaluating}</p>`}
      ${
        decision && cell.outcome !== 'conditional' && decision.allowed !== cell.allowed
          ? html`<p class="differs">${TEXTS.cellDiffers(OUTCOME_LOOKS[cell.outcome].words, question.operation)}</p>`
          : nothing
      }
      ${cell.conditions ? html`<strong-access-conditions .conditions=${cell.conditions}></strong-access-conditions>` : nothing}
      <strong-decision
        .decision=${decision}
        .facts=${askedFacts(question)}
        ?busy=${this.busy}
        .applied=${this.applied}
        ?undoable=${this.done !== undefined}
        @strong-apply=${this.onApply}
        @strong-undo-fix=${this.onUndo}
      ></strong-decision>
      <p class="row">
        ${cell.accessKeyId ? nothing : html`<a href=${questionHref(question)}>${TEXTS.simulate}</a>`}
        ${decision && !cell.accessKeyId && this.canBeTest(question.operation) ? html`<button type="button" @click=${() => this.keepAsTest(question, decision)}>${this.kept || TEXTS.saveTest}</button>` : nothing}
        <span class="unseen" role="status">${this.kept}</span>
      </p>`;
  }

  private async onCell({ detail }: EventOf<typeof SELECT_CELL>) {
    const cell = this.cells.find((one) => cellName(one) === cellName(detail));
    if (!cell) return;
    const operation = operationOf(cell.operation);
    const region = this.key.Arn.split(':')[3] ?? this.context.region;
    const grantId = /^(Revoke|Retire)Grant$/.test(operation) ? this.grants[0]?.GrantId : undefined;
    const alias = /^(Update|Delete)Alias$/.test(operation) ? this.aliases[0] : undefined;
    const input = sampleInput(operation, { id: this.key.Arn, spec: this.key.KeySpec, alias, grantId });
    this.applied = this.kept = '';
    this.done = undefined;
    this.opened = { cell, question: { ...callerOf(cell), operation, region, input, requestContext: {} } };
    this.dialog.show();
    await this.decide();
  }

  /** Evaluates the call of the open cell. */
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

  /** Loads the matrix, and evaluates the open call, again after a change of the sandbox. */
  private async refresh() {
    await this.look();
    if (this.opened && !this.busy) await this.decide();
  }

  private async onApply({ detail: { fix } }: EventOf<typeof APPLY_FIX>) {
    const { opened } = this;
    if (!opened) return;
    this.busy = true;
    const outcome = await applyAndAsk(this, fix, this.context, (input) =>
      this.askAgain(opened, new Set(fix.alters.map(cellName)), input),
    );
    this.busy = false;
    if ('problem' in outcome) this.showProblem(outcome, opened);
    else ({ applied: this.applied, done: this.done } = outcome);
  }

  private async onUndo() {
    const { opened, done } = this;
    if (!opened || !done) return;
    this.busy = true;
    const outcome = await undoAndAsk(this, done, this.context, () => this.askAgain(opened, new Set()));
    this.busy = false;
    if ('problem' in outcome) this.showProblem(outcome, opened);
    else {
      this.applied = '';
      this.done = undefined;
    }
  }

  /** Shows why a fix, or its undo, failed. What is in effect of it can still be undone. */
  private showProblem({ problem, standing }: Extract<FixOutcome, { readonly problem: Problem }>, opened: Opened) {
    this.opened = { ...((standing && this.opened) ?? opened), problem };
    if (standing) ({ says: this.applied } = this.done = standing);
  }

  /** Loads the matrix and evaluates the call of the open cell again, with other input members if there are any. */
  private async askAgain(opened: Opened, altered: ReadonlySet<string>, input: Fix['input'] = {}) {
    this.altered = altered;
    await this.look();
    const cell = this.cells.find((one) => cellName(one) === cellName(opened.cell)) ?? opened.cell;
    const { question } = opened;
    this.opened = { cell, question: { ...question, input: { ...question.input, ...input } } };
    await this.decide();
    return this.opened.decision;
  }

  /** Whether the Key policy tab can test the operation. The policy of an AWS managed key cannot be changed. */
  private canBeTest(operation: OperationName): boolean {
    if (isAwsManaged(this.key)) return false;
    const { uses, manages } = testable(this.key, new Set(this.cells.map((cell) => cell.operation)));
    return uses.includes(operation) || manages.includes(operation);
  }

  /** Saves the decision as an expectation. It replaces a test of the same call. */
  private keepAsTest({ principal: caller, operation }: Question, { allowed }: Decision) {
    const tests = permissionTests(browserStorage());
    const keyArn = this.key.Arn;
    const others = (tests.of(keyArn) ?? []).filter(
      (test) => test.caller !== caller || test.operation !== operation || test.encryptionContext,
    );
    const kept = tests.keep(keyArn, [...others, { caller, operation, expected: allowed ? 'allow' : 'deny' }]);
    this.kept = kept ? TEXTS.testSaved : TEXTS.testNotSaved;
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
