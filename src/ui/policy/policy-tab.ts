import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import { announce } from '../kit/announce.ts';
import { browserStorage } from '../page/app-state.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import {
  consoleView,
  defaultPolicy,
  formatted,
  keyAccount,
  withAccount,
  withDeletion,
  withoutPrincipal,
  withPrincipal,
} from '../policy-text/console-statements.ts';
import { policyDrafts } from './policy-draft.ts';
import { leastKeyPolicy } from './least-privilege-key-policy.ts';
import type { LookedAt } from './policy-preview.ts';
import { PolicyLooker } from './policy-previewer.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { problemOf } from '../page/problem.ts';
import { count, moment } from '../kit/format.ts';
import { permissionTests, type PermissionTest } from './permission-tests.ts';
import type { BypassEvent } from './strong-policy-effect.ts';
import type { PrincipalEvent } from './strong-findings.ts';
import type { DraftEvent } from './strong-policy-editor.ts';
import type { DeletionEvent, PeopleEvent } from './strong-policy-people.ts';
import type { TestsEvent } from './strong-permission-tests.ts';
import { foldable } from '../styles/pieces.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './policy-tests.ts';
import './policy-versions.ts';
import './strong-policy-changes.ts';
import './strong-policy-editor.ts';
import './strong-policy-people.ts';
import './strong-policy-templates.ts';

/** So many of the newest events of the key make the least policy. */
const RECENT = 1000;

/** Milliseconds without a change after which a draft is looked at. */
const SETTLE = 250;

/**
 * The key policy: as lists, as text or by templates, all writing one draft, which is kept until it is saved or discarded; what it changes, whose access
 * it would change, what tests say of it, and the policies that were there before.
 */
@customElement('strong-key-policy-tab')
export class StrongKeyPolicyTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    foldable,
    css`
      .views button[aria-pressed='true'] {
        border-color: var(--brass);
        background: var(--brass-tint);
        font-weight: 650;
      }
      strong-policy-changes,
      strong-key-policy-tests,
      strong-key-policy-versions {
        margin-top: 1rem;
      }
      .kept {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--brass);
        background: var(--raised);
      }
    `,
  ];

  @state() private stored = '';
  /** It as it is shown: what is stored in one line is laid out. */
  private laidOut = '';
  /** What it shall become; undefined: nothing was changed. */
  @state() private draft: string | undefined;
  @state() private view: 'lists' | 'text' = 'text';
  @state() private check: LookedAt | undefined;
  @state() private matrix: readonly AccessCell[] = [];
  @state() private nameable: Nameable = { principals: [], accounts: [] };
  @state() private bypass = false;
  @state() private tests: readonly PermissionTest[] = [];
  /** Why a button did nothing. */
  @state() private said = '';
  /** The draft is of an earlier visit: when it was left, and whether another policy was stored since it was begun. */
  @state() private left: { readonly at: number; readonly overtaken: boolean } | undefined;

  readonly #drafts = policyDrafts(browserStorage());
  readonly #looker = new PolicyLooker();
  /** The stored policy from which the draft was begun. */
  #base = '';
  /** The browser keeps the draft. */
  #kept = true;
  /** The first look is over: a draft of an earlier visit was found or not. */
  #known = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private get arn(): string {
    return this.key.Arn;
  }

  private get text(): string {
    return this.draft ?? this.laidOut;
  }

  private get changed(): boolean {
    return this.draft !== undefined && this.draft !== this.stored && this.draft !== this.laidOut;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#keepDraft);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#keepDraft);
    clearTimeout(this.#timer);
    this.#keepDraft();
  }

  protected override async load() {
    const { sandbox } = this.context.strongroom;
    const { Policy = '' } = await this.ask('GetKeyPolicy', {});
    const [principals, accounts] = await Promise.all([sandbox.principals.list(), sandbox.accounts.list()]);
    return () => {
      this.stored = Policy;
      this.laidOut = Policy.includes('\n') ? Policy : (formatted(Policy) ?? Policy);
      if (!this.#known) this.takeUp();
      this.nameable = { principals: principals.map(({ arn }) => arn), accounts: accounts.map(({ id }) => id) };
      this.tests = permissionTests(browserStorage()).of(this.arn) ?? [];
      void this.readMatrix(Policy);
      void this.examine();
    };
  }

  /** Fetches who may do what under the stored policy: after the policy is there, because where many are in the directory it takes its time. */
  private async readMatrix(policy: string) {
    try {
      const matrix = await this.context.strongroom.sandbox.accessMatrix(this.arn);
      if (policy === this.stored) this.matrix = matrix;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  protected override renderContent() {
    const { view } = this;
    if (isAwsManaged(this.key)) {
      return html`<p>The service that made this key wrote its policy. Nobody can change it.</p>
        ${this.renderEditor(true)}`;
    }
    return html`${this.left ? this.renderLeft(this.left) : nothing}
      <div class="row views" role="group" aria-label="View of the policy">
        <button type="button" aria-pressed=${view === 'text'} @click=${() => (this.view = 'text')}>Policy view</button>
        <button type="button" aria-pressed=${view === 'lists'} @click=${() => (this.view = 'lists')}>
          Default view
        </button>
      </div>
      ${view === 'text' ? this.renderEditor(false) : this.renderLists()} ${this.renderSaving()}
      <strong-key-policy-tests
        class="wide"
        .context=${this.context}
        .key=${this.key}
        .text=${this.changed ? (this.check?.text ?? this.stored) : this.stored}
        .tests=${this.tests}
        .found=${this.check?.results ?? []}
        .callers=${this.nameable.principals}
        .matrix=${this.matrix}
        ?drafting=${this.changed}
        @strong-tests=${this.takeTests}
      ></strong-key-policy-tests>
      <strong-key-policy-versions
        class="wide"
        .context=${this.context}
        .key=${this.key}
        .stored=${this.stored}
        @strong-draft=${({ detail }: DraftEvent) => this.write(detail.text)}
      ></strong-key-policy-versions>`;
  }

  private renderLeft({ at, overtaken }: NonNullable<typeof this.left>) {
    return html`<div class="row kept wide">
      <span
        >Your changes of ${moment(at)} are here again; they are not
        saved.${overtaken ? ' Another policy was stored since you began: look at the comparison before you save.' : ''}</span
      >
      <button type="button" @click=${this.discard}>Discard changes</button>
    </div>`;
  }

  private renderEditor(locked: boolean) {
    const asStored = this.draft === undefined && this.laidOut !== this.stored;
    return html`${asStored ? html`<p class="soft small">KMS has this policy in one line; here it is laid out.</p>` : nothing}<strong-policy-editor
        class="wide"
        .text=${this.text}
        .checked=${this.check}
        .nameable=${this.nameable}
        ?locked=${locked}
        @strong-draft=${({ detail }: DraftEvent) => this.write(detail.text)}
        @strong-principal=${this.makePrincipal}
      ></strong-policy-editor>`;
  }

  private renderLists() {
    const account = keyAccount(this.key);
    const { text } = this;
    return html`<strong-policy-people
      class="wide"
      .view=${consoleView(text, account)}
      .account=${account}
      .nameable=${this.nameable}
      @strong-admit=${({ detail }: PeopleEvent) => this.write(withPrincipal(text, detail.role, detail.principal, this.key))}
      @strong-dismiss=${({ detail }: PeopleEvent) => this.write(withoutPrincipal(text, detail.role, detail.principal))}
      @strong-deletion=${({ detail }: DeletionEvent) => this.write(withDeletion(text, detail.allowed))}
    ></strong-policy-people>`;
  }

  private renderSaving() {
    const { changed } = this;
    return html`<details class="wide">
        <summary>Add from a template</summary>
        <strong-policy-templates
          .text=${this.text}
          .of=${this.key}
          .nameable=${this.nameable}
          @strong-draft=${({ detail }: DraftEvent) => this.write(detail.text)}
        ></strong-policy-templates>
      </details>
      ${
        changed
          ? html`<strong-policy-changes
              class="wide"
              .stored=${this.stored}
              .text=${this.text}
              .check=${this.check}
              .matrix=${this.matrix}
              .results=${this.check?.results ?? []}
              .account=${this.context.account}
              .caller=${this.context.caller}
              .bypass=${this.bypass}
              ?lists=${this.view === 'lists'}
              @strong-bypass=${({ detail }: BypassEvent) => (this.bypass = detail.bypass)}
              @strong-account=${() => this.write(withAccount(this.text, keyAccount(this.key)))}
            ></strong-policy-changes>`
          : nothing
      }
      <div class="row">
        <button type="button" class="primary" ?disabled=${!changed} aria-describedby="why" @click=${this.save}>
          Save policy
        </button>
        <button type="button" ?hidden=${!changed || this.left !== undefined} @click=${this.discard}>
          Discard changes
        </button>
        <button type="button" ?hidden=${this.view !== 'text'} @click=${this.format}>Format</button>
        <button type="button" @click=${() => this.write(defaultPolicy(keyAccount(this.key)))}>
          Default policy again
        </button>
        <button type="button" @click=${this.fromActivity}>Least policy for the last calls</button>
        <span id="why" class="soft small">${this.said || this.standing}</span>
      </div>`;
  }

  /** How it stands with the draft. */
  private get standing(): string {
    if (!this.changed) return 'Nothing changed yet.';
    return this.#kept
      ? 'Not saved yet. This browser keeps your changes until you save or discard them.'
      : 'Not saved yet.';
  }

  /** Takes up the draft of an earlier visit, where there is one. */
  private takeUp() {
    this.#known = true;
    const kept = isAwsManaged(this.key) ? undefined : this.#drafts.of(this.arn);
    if (kept === undefined || kept.text === this.stored) return;
    this.draft = kept.text;
    this.#base = kept.base;
    this.left = { at: kept.at, overtaken: kept.base !== this.stored };
  }

  readonly #keepDraft = (): void => {
    if (!this.#known || isAwsManaged(this.key)) return;
    const kept = this.changed ? { text: this.text, base: this.#base, at: Date.now() } : undefined;
    if (kept !== undefined && this.#drafts.of(this.arn)?.text === kept.text) return;
    this.#kept = this.#drafts.keep(this.arn, kept);
  };

  /** The draft is `text` now. */
  private write(text: string) {
    if (!this.changed) this.#base = this.stored;
    this.draft = text;
    this.said = '';
    this.clearProblem();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#keepDraft();
      void this.examine();
    }, SETTLE);
  }

  private discard() {
    this.forget();
    this.clearProblem();
    void this.examine();
    announce(this, 'The policy is again as it is stored.');
  }

  private format() {
    const text = formatted(this.text);
    if (text === undefined) this.said = 'This is not JSON yet: mend it first.';
    else if (text !== this.text) this.write(text);
    else this.said = 'It is formatted already.';
  }

  /** What the log shows of this key, and no more, as the draft. */
  private async fromActivity() {
    const { context, arn } = this;
    try {
      const { events } = await context.strongroom.sandbox.events.query({ keyArn: arn, limit: RECENT });
      const { text, calls, principals, ofRoots } = leastKeyPolicy(events, arn, context.caller);
      if (calls > 0) this.write(text);
      this.said =
        calls === 0
          ? 'The log has no allowed call on this key yet.'
          : `The draft allows ${count(calls)} ${calls === 1 ? 'call' : 'calls'} of ${count(principals)} ${principals === 1 ? 'principal' : 'principals'}, the last ones, and nothing else.${ofRoots > 0 ? ' Calls of root users are left out: naming the root lets in whomever the account’s IAM policies allow.' : ''}`;
      announce(this, this.said);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async save() {
    const { text } = this;
    const bypass = this.bypass && this.check?.locksOut ? { BypassPolicyLockoutSafetyCheck: true } : {};
    if (!(await this.act('PutKeyPolicy', { Policy: text, ...bypass }, 'Policy saved.'))) return;
    this.stored = this.laidOut = text;
    this.forget();
  }

  private forget() {
    this.draft = this.left = undefined;
    this.bypass = false;
    this.#keepDraft();
  }

  /** Creates what the policy names and the directory does not have: a principal, without an access key, or an account by its number. */
  private async makePrincipal({ detail: { principal } }: PrincipalEvent) {
    const { accounts, principals, accessKeys } = this.context.strongroom.sandbox;
    try {
      if (/^\d{12}$/.test(principal)) await accounts.put({ id: principal });
      else await accessKeys.remove((await principals.put({ arn: principal })).accessKeyId);
      announce(this, `${principal} created.`);
      await this.look();
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private takeTests({ detail: { tests } }: TestsEvent) {
    this.tests = tests;
    void this.examine();
  }

  /** Has the policy looked at. */
  private async examine() {
    if (isAwsManaged(this.key)) {
      const { text } = this;
      this.check = { findings: [], locksOut: false, alters: [], cells: [], tests: [], effects: [], results: [], text };
      return;
    }
    try {
      const { key, tests, context } = this;
      const { strongroom, caller, region } = context;
      // What was only laid out is the stored policy.
      const shown = this.text;
      const text = this.changed ? shown : this.stored;
      const check = await this.#looker.look(strongroom.sandbox, { key, caller, region, text, tests });
      // Findings are about the text as it is shown.
      if (check) this.check = { ...check, text: shown };
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-tab': StrongKeyPolicyTab;
  }
}
