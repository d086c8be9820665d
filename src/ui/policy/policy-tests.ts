import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { TestsEvent } from './strong-permission-tests.ts';
import { announce } from '../kit/announce.ts';
import { browserStorage } from '../page/app-state.ts';
import { keyAccount } from '../policy-text/console-statements.ts';
import type { PageContext } from '../page/page-context.ts';
import { permissionTests, testable, type PermissionTest, type TestResult } from './permission-tests.ts';
import { EXPORT_NAME, exportedTests } from './permission-tests-export.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { download } from '../kit/save-file.ts';
import { base } from '../styles/shared.ts';
import './strong-permission-tests.ts';
import '../page/strong-problem.ts';

/** The permission tests of a key, kept in this browser, with their results. Fires `strong-tests` when there are others. */
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
  /** The policy that an exported program tests. `drafting`: it is another than the stored one. */
  @property() text = '';
  /** Results of the last preview; of a test that it did not have there are none yet. */
  @property({ attribute: false }) found: readonly TestResult[] = [];
  @property({ attribute: false }) tests: readonly PermissionTest[] = [];
  @property({ type: Boolean }) drafting = false;
  /** Who can be asked about: ARNs of the directory. */
  @property({ attribute: false }) callers: readonly string[] = [];
  /** The access matrix of the key: its columns are what can be asked. */
  @property({ attribute: false }) matrix: readonly AccessCell[] = [];

  @state() private problem: Problem | undefined;

  readonly #kept = permissionTests(browserStorage());

  override render() {
    return html`<section aria-labelledby="tests">
      <h2 id="tests">Permission tests</h2>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <strong-permission-tests
        .results=${this.tests.map((test) => this.found.find((result) => result.test === test) ?? { test })}
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

  private keep({ detail: { tests } }: TestsEvent) {
    const kept = this.#kept.keep(this.key.Arn ?? '', tests.length === 0 ? undefined : tests);
    announce(this, kept ? 'Tests kept.' : 'This browser does not keep them: they are gone when you leave.');
    this.dispatchEvent(new CustomEvent('strong-tests', { detail: { tests } }));
  }

  private async save() {
    const { key, text, context, tests } = this;
    this.problem = undefined;
    try {
      // Tags decide where a policy asks for them; whoever may not list them has a program without.
      const reply = await context.kms.call('ListResourceTags', { KeyId: key.KeyId, Limit: 50 });
      const tags = reply.ok ? (reply.output.Tags ?? []) : [];
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
