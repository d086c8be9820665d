import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './permission-tests-texts.ts';
import { CHANGE_TESTS } from './strong-permission-tests.ts';
import { announce } from '../kit/announce.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { keyAccount } from '../policy-text/console-statements.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { permissionTests, testable, type PermissionTest, type TestResult } from './permission-tests.ts';
import { EXPORT_NAME, exportedTests } from './permission-tests-export.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { download } from '../kit/save-file.ts';
import { base } from '../styles/shared.ts';
import './strong-permission-tests.ts';
import '../page/strong-problem.ts';

/** The permission tests of a key, stored in this browser, with their results. Fires `strong-tests` when they change. */
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

  @consume({ context: PAGE_CONTEXT })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) key!: KeyMetadata;
  /** The policy of the exported script. With `drafting` it is the draft. */
  @property() text = '';
  /** The results of the last preview. It can lack tests that were added since. */
  @property({ attribute: false }) found: readonly TestResult[] = [];
  @property({ attribute: false }) tests: readonly PermissionTest[] = [];
  @property({ type: Boolean }) drafting = false;
  /** ARNs of the principals of the directory. */
  @property({ attribute: false }) callers: readonly string[] = [];
  /** The access matrix of the key. Its columns are the operations that a test can call. */
  @property({ attribute: false }) matrix: readonly AccessCell[] = [];

  @state() private problem: Problem | undefined;

  readonly #kept = permissionTests(browserStorage());

  override render() {
    return html`<section aria-labelledby="tests">
      <h2 id="tests">${TEXTS.heading}</h2>
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

  private keep({ detail: { tests } }: EventOf<typeof CHANGE_TESTS>) {
    const kept = this.#kept.keep(this.key.Arn ?? '', tests.length === 0 ? undefined : tests);
    announce(this, kept ? TEXTS.saved : TEXTS.notSaved);
    CHANGE_TESTS.dispatch(this, { tests });
  }

  private async save() {
    const { key, text, context, tests } = this;
    this.problem = undefined;
    try {
      // A policy can depend on tags. A caller that cannot list them exports a script without tags.
      const reply = await context.kms.call('ListResourceTags', { KeyId: key.KeyId, Limit: 50 });
      const tags = reply.ok ? (reply.output.Tags ?? []) : [];
      const program = await exportedTests(tests, { key, tags, policy: text }, context.strongroom);
      download(new Blob([program], { type: 'text/javascript' }), EXPORT_NAME);
      announce(this, TEXTS.exported(EXPORT_NAME));
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
