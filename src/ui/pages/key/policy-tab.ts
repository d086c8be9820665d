import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AccessCell } from '../../../model/decision.ts';
import type { PolicyCheck } from '../../../model/policy-check.ts';
import { announce } from '../../state/announce.ts';
import { browserStorage } from '../../state/app-state.ts';
import { isAwsManaged } from '../../state/aws-managed.ts';
import {
  consoleView,
  defaultPolicy,
  formatted,
  keyAccount,
  withAccount,
  withDeletion,
  withoutPrincipal,
  withPrincipal,
} from '../../state/console-policy.ts';
import { PermissionTests, runTest, testable, type PermissionTest } from '../../state/permission-tests.ts';
import { countVersions, keepersOf, locksOut, versionId } from '../../state/policy-look.ts';
import type { Nameable } from '../../state/policy-vocabulary.ts';
import { problemOf } from '../../state/problem.ts';
import type { TestResult, TestsEvent } from '../../components/strong-permission-tests.ts';
import type { BypassEvent } from '../../components/strong-policy-effect.ts';
import type { CheckedText, DraftEvent } from '../../components/strong-policy-editor.ts';
import type { DeletionEvent, PeopleEvent } from '../../components/strong-policy-people.ts';
import type { VersionEvent } from '../../components/strong-policy-versions.ts';
import { StrongKeyTab } from './strong-key-tab.ts';
import '../../components/strong-permission-tests.ts';
import '../../components/strong-policy-editor.ts';
import '../../components/strong-policy-effect.ts';
import '../../components/strong-policy-people.ts';
import '../../components/strong-policy-versions.ts';

/** A policy as it was looked at. */
interface LookedAt extends CheckedText {
  readonly alters: PolicyCheck['alters'];
}

/** Milliseconds without a change after which a draft is looked at. */
const SETTLE = 250;

/**
 * The key policy: as lists or as text, both writing one draft; whose access the draft would change, what tests say of it, and the policies that were
 * there before.
 */
@customElement('strong-key-policy-tab')
export class StrongKeyPolicyTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .views button[aria-pressed='true'] {
        border-color: var(--brass);
        background: var(--brass-tint);
        font-weight: 650;
      }
      details > summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
        font-size: var(--t3);
        font-weight: 650;
      }
      details > :not(summary) {
        margin-top: 0.5rem;
      }
    `,
  ];

  @state() private stored = '';
  /** What it shall become; undefined: nothing was changed. */
  @state() private draft: string | undefined;
  @state() private view: 'lists' | 'text' = 'text';
  @state() private check: LookedAt | undefined;
  @state() private matrix: readonly AccessCell[] = [];
  @state() private nameable: Nameable = { principals: [], accounts: [] };
  @state() private bypass = false;
  @state() private results: readonly TestResult[] = [];
  @state() private versions: number | undefined;
  @state() private version = 0;
  @state() private versionText: string | undefined;
  /** Why a button did nothing. */
  @state() private said = '';

  readonly #tests = new PermissionTests(browserStorage());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of two looks under way the later one counts. */
  #look = 0;

  private get arn(): string {
    return this.key.Arn ?? '';
  }

  private get text(): string {
    return this.draft ?? this.stored;
  }

  private get changed(): boolean {
    return this.draft !== undefined && this.draft !== this.stored;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override async load() {
    const { sandbox } = this.context.strongroom;
    const { Policy = '' } = await this.ask('GetKeyPolicy', {});
    const [principals, accounts, matrix] = await Promise.all([sandbox.principals.list(), sandbox.accounts.list(), sandbox.accessMatrix(this.arn)]);
    const versions = this.versions === undefined ? undefined : await countVersions(sandbox, this.arn);
    return () => {
      this.stored = Policy;
      this.nameable = { principals: principals.map(({ arn }) => arn), accounts: accounts.map(({ id }) => id) };
      this.matrix = matrix;
      this.versions = versions;
      this.results = this.#tests.of(this.arn).map((test) => ({ test }));
      void this.examine();
    };
  }

  protected override renderContent() {
    const locked = isAwsManaged(this.key);
    const { view } = this;
    return html`<div class="row views" role="group" aria-label="View of the policy">
        <button type="button" aria-pressed=${view === 'text'} @click=${() => (this.view = 'text')}>Policy view</button>
        <button type="button" aria-pressed=${view === 'lists'} ?hidden=${locked} @click=${() => (this.view = 'lists')}>Default view</button>
      </div>
      ${locked ? html`<p>The service that made this key wrote its policy. Nobody can change it.</p>` : nothing}
      ${view === 'text' || locked ? this.renderEditor(locked) : this.renderLists()} ${locked ? nothing : this.renderSaving()}
      <section class="stack" aria-labelledby="tests">
        <h2 id="tests">Permission tests</h2>
        <strong-permission-tests
          class="wide"
          .results=${this.results}
          .callers=${this.nameable.principals}
          .operations=${testable(this.key, new Set(this.matrix.map(({ operation }) => operation)))}
          .account=${keyAccount(this.key)}
          ?symmetric=${this.key.KeySpec === 'SYMMETRIC_DEFAULT'}
          ?drafting=${this.changed}
          @strong-tests=${this.keepTests}
        ></strong-permission-tests>
      </section>
      <details class="wide" @toggle=${this.openVersions}>
        <summary>Earlier versions</summary>
        <strong-policy-versions
          .versions=${this.versions ?? 0}
          .shown=${this.version}
          .text=${this.versionText}
          ?locked=${locked}
          @strong-version=${({ detail }: VersionEvent) => this.showVersion(detail.version)}
          @strong-again=${() => this.write(this.versionText ?? this.text)}
        ></strong-policy-versions>
      </details>`;
  }

  private renderEditor(locked: boolean) {
    return html`<strong-policy-editor
      class="wide"
      .text=${this.text}
      .checked=${this.check}
      .nameable=${this.nameable}
      ?locked=${locked}
      @strong-draft=${({ detail }: DraftEvent) => this.write(detail.text)}
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
    const { changed, check } = this;
    const fresh = check?.text === this.text;
    const refused = check?.findings.filter(({ severity }) => severity === 'error') ?? [];
    const lockedOut = locksOut(check);
    return html`<section class="stack" aria-labelledby="effect" ?hidden=${!changed}>
        <h2 id="effect">Who would gain, who would lose</h2>
        ${fresh ? nothing : html`<p class="soft">Looking at it…</p>`}
        ${refused.length > 0 && !lockedOut && this.view === 'lists' ? html`<p>KMS would refuse this policy. ${refused[0]?.says}</p>` : nothing}
        ${
          refused.length > 0 && !lockedOut
            ? html`<p>Nothing: KMS would not store it as it stands.</p>`
            : html`<strong-policy-effect
                class="wide"
                .alters=${check?.alters ?? []}
                .account=${this.context.account}
                .caller=${this.context.caller}
                ?locksOut=${lockedOut}
                .bypass=${this.bypass}
                .keepers=${keepersOf(this.matrix, check?.alters ?? [])}
                @strong-bypass=${({ detail }: BypassEvent) => (this.bypass = detail.bypass)}
                @strong-account=${() => this.write(withAccount(this.text, keyAccount(this.key)))}
              ></strong-policy-effect>`
        }
      </section>
      <div class="row">
        <button type="button" class="primary" ?disabled=${!changed} aria-describedby="why" @click=${this.save}>Save policy</button>
        <button type="button" ?hidden=${!changed} @click=${this.discard}>Discard changes</button>
        <button type="button" ?hidden=${this.view !== 'text'} @click=${this.format}>Format</button>
        <button type="button" @click=${() => this.write(defaultPolicy(keyAccount(this.key)))}>Default policy again</button>
        <span id="why" class="soft small">${this.said || (changed ? 'Not saved yet.' : 'Nothing changed yet.')}</span>
      </div>`;
  }

  /** The draft is `text` now. */
  private write(text: string) {
    this.draft = text;
    this.said = '';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.examine(), SETTLE);
  }

  private discard() {
    this.draft = undefined;
    this.bypass = false;
    void this.examine();
    announce(this, 'The policy is again as it is stored.');
  }

  private format() {
    const text = formatted(this.text);
    if (text === undefined) this.said = 'This is not JSON yet: mend it first.';
    else if (text !== this.text) this.write(text);
    else this.said = 'It is formatted already.';
  }

  private async save() {
    const { text } = this;
    const bypass = this.bypass && locksOut(this.check) ? { BypassPolicyLockoutSafetyCheck: true } : {};
    if (!(await this.act('PutKeyPolicy', { Policy: text, ...bypass }, 'Policy saved.'))) return;
    this.stored = text;
    this.draft = undefined;
    this.bypass = false;
  }

  /** Has the policy looked at, and runs the tests under it. */
  private async examine() {
    const look = (this.#look += 1);
    const { text, arn, context } = this;
    try {
      const check = isAwsManaged(this.key) ? { findings: [], alters: [] } : await context.strongroom.sandbox.checkPolicy(arn, text, context.caller);
      if (look !== this.#look) return;
      this.check = { ...check, text };
      const results = await Promise.all(this.results.map(({ test }) => this.resultOf(test, text)));
      if (look === this.#look) this.results = results;
    } catch (error) {
      if (look === this.#look) this.problem = problemOf(error);
    }
  }

  private async resultOf(test: PermissionTest, text: string): Promise<TestResult> {
    const { context, key, stored: policy } = this;
    // Asked for the stored policy by its text too: without that a denial would have a change looked for that nobody sees.
    const stored = await runTest(test, key, { ...context, policy });
    return { test, stored, draft: text === policy ? stored : await runTest(test, key, { ...context, policy: text }) };
  }

  private keepTests({ detail: { tests } }: TestsEvent) {
    const kept = this.#tests.keep(this.arn, tests);
    this.results = tests.map((test) => this.results.find((result) => result.test === test) ?? { test });
    announce(this, kept ? 'Tests kept.' : 'This browser does not keep them: they are gone when you leave.');
    void this.examine();
  }

  private async openVersions(event: Event) {
    if (!(event.target as HTMLDetailsElement).open || this.versions !== undefined) return;
    const { sandbox } = this.context.strongroom;
    try {
      this.versions = await countVersions(sandbox, this.arn);
      await this.showVersion(this.versions - 1);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async showVersion(version: number) {
    this.version = version;
    this.versionText = undefined;
    const text = await this.context.strongroom.sandbox.policyVersion(versionId(this.arn, version));
    if (version === this.version) this.versionText = text ?? '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-tab': StrongKeyPolicyTab;
  }
}
