import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { TestResult, TestsEvent } from './strong-permission-tests.ts';
import { announce } from '../kit/announce.ts';
import { browserStorage } from '../page/app-state.ts';
import { keyAccount } from '../policy-text/console-statements.ts';
import type { PageContext } from '../page/page-context.ts';
import { permissionTests, runTest, testable, type PermissionTest } from './permission-tests.ts';
import { EXPORT_NAME, exportedTests } from './permission-tests-export.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { download } from '../kit/save-file.ts';
import { base } from '../styles/shared.ts';
import './strong-permission-tests.ts';
import '../page/strong-problem.ts';

/** What `strong-tested` carries. */
export type TestedEvent = CustomEvent<{ readonly results: readonly TestResult[] }>;

const RUNS = ['context', 'stored', 'text', 'matrix'] as const;

/** The permission tests of a key: kept in this browser, run whenever the text of its policy is another. Fires `strong-tested` with what they found. */
@customElement('strong-key-policy-tests')
export class StrongKeyPolicyTests extends LitElement {
  static override styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) context!: PageContext;
  @property({ attribute: false }) key!: KeyMetadata;
  /** The policy that is stored, and the one that is tried beside it; where that is no other, `drafting` is false. */
  @property() stored = '';
  @property() text = '';
  @property({ type: Boolean }) drafting = false;
  /** Who can be asked about: ARNs of the directory. */
  @property({ attribute: false }) callers: readonly string[] = [];
  /** The access matrix of the key: its columns are what can be asked. */
  @property({ attribute: false }) matrix: readonly AccessCell[] = [];

  @state() private results: readonly TestResult[] = [];
  @state() private problem: Problem | undefined;

  readonly #kept = permissionTests(browserStorage());
  /** Of two runs under way the later one counts. */
  #turn = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('key') && changed.get('key')?.Arn !== this.key.Arn) {
      this.results = (this.#kept.of(this.key.Arn ?? '') ?? []).map((test) => ({ test }));
    }
    // The matrix is new whenever somebody's rights may be.
    if (RUNS.some((name) => changed.has(name))) void this.run();
  }

  override render() {
    return html`<section aria-labelledby="tests">
      <h2 id="tests">Permission tests</h2>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <strong-permission-tests
        .results=${this.results}
        .callers=${this.callers}
        .operations=${testable(this.key, new Set(this.matrix.map(({ operation }) => operation)))}
        .account=${keyAccount(this.key)}
        ?symmetric=${this.key.KeySpec === 'SYMMETRIC_DEFAULT'}
        ?drafting=${this.drafting}
        @strong-tests=${this.keep}
        @strong-export=${this.save}
      ></strong-permission-tests>
    </section>`;
  }

  private async run() {
    const turn = (this.#turn += 1);
    const { text } = this;
    const results = await Promise.all(this.results.map(({ test }) => this.resultOf(test, text)));
    if (turn !== this.#turn) return;
    this.results = results;
    this.dispatchEvent(new CustomEvent('strong-tested', { detail: { results } }));
  }

  private async resultOf(test: PermissionTest, text: string): Promise<TestResult> {
    const { context, key, stored: policy } = this;
    // Asked for the stored policy by its text too: without that a denial would have a change looked for that nobody sees.
    const stored = await runTest(test, key, { ...context, policy });
    return { test, stored, draft: text === policy ? stored : await runTest(test, key, { ...context, policy: text }) };
  }

  private keep({ detail: { tests } }: TestsEvent) {
    const kept = this.#kept.keep(this.key.Arn ?? '', tests.length === 0 ? undefined : tests);
    this.results = tests.map((test) => this.results.find((result) => result.test === test) ?? { test });
    announce(this, kept ? 'Tests kept.' : 'This browser does not keep them: they are gone when you leave.');
    void this.run();
  }

  private async save() {
    const { key, text, context, results } = this;
    this.problem = undefined;
    try {
      // Tags decide where a policy asks for them; whoever may not list them has a program without.
      const reply = await context.kms.call('ListResourceTags', { KeyId: key.KeyId, Limit: 50 });
      const tags = (reply.ok && reply.output.Tags) || [];
      const tests = results.map(({ test }) => test);
      const program = await exportedTests(tests, { key, tags, policy: text }, context.strongroom);
      download(new Blob([program], { type: 'text/javascript' }), EXPORT_NAME);
      announce(this, `Saved as ${EXPORT_NAME}.`);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-tests': StrongKeyPolicyTests;
  }
}
