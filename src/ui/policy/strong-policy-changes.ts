import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import { keepersOf, type LookedAt } from './policy-preview.ts';
import { base } from '../styles/shared.ts';
import type { TestResult } from './permission-tests.ts';
import '../policy-text/strong-policy-diff.ts';
import './strong-policy-effect.ts';

/**
 * What there is to see before a key policy is saved: what differs from the stored one, who would gain and who would lose, and how many permission tests
 * would fail. Its `strong-policy-effect` fires `strong-bypass` and `strong-account`, which come through.
 */
@customElement('strong-policy-changes')
export class StrongPolicyChanges extends LitElement {
  static override styles = [
    base,
    css`
      :host,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }
      :host {
        gap: 1.75rem;
      }
    `,
  ];

  @property() stored = '';
  @property() text = '';
  /** What was found about a text; while that is an older one it is looked at. */
  @property({ attribute: false }) check: LookedAt | undefined;
  /** The access matrix of the key as it is. */
  @property({ attribute: false }) matrix: readonly AccessCell[] = [];
  @property({ attribute: false }) results: readonly TestResult[] = [];
  /** The account from which it is looked at, and who would save. */
  @property() account = '';
  @property() caller = '';
  @property({ type: Boolean }) bypass = false;
  /** No findings are shown beside it: why KMS would refuse the policy is said here. */
  @property({ type: Boolean }) lists = false;

  override render() {
    const { check } = this;
    const failing = this.results.filter(({ test, draft }) => draft !== undefined && draft !== test.expected).length;
    return html`<section aria-labelledby="changes">
        <h2 id="changes">Your changes</h2>
        <strong-policy-diff
          label="From the stored policy to your changes"
          .old=${this.stored}
          .now=${this.text}
        ></strong-policy-diff>
      </section>
      <section aria-labelledby="effect">
        <h2 id="effect">Who would gain, who would lose</h2>
        ${check?.text === this.text ? nothing : html`<p class="soft">Looking at it…</p>`}
        ${check ? this.renderEffect(check) : nothing}
        ${failing > 0 ? html`<p><b>${failing} of ${this.results.length}</b> permission tests would fail; they are below.</p>` : nothing}
      </section>`;
  }

  private renderEffect(check: LookedAt) {
    const refused = check.findings.find(({ severity }) => severity === 'error');
    const lockedOut = check.locksOut;
    if (refused && !lockedOut)
      return html`<p>Nobody: KMS would refuse this policy.${this.lists ? ` ${refused.says}` : ''}</p>`;
    return html`<strong-policy-effect
      .effects=${check.effects}
      .account=${this.account}
      .caller=${this.caller}
      ?locksOut=${lockedOut}
      .bypass=${this.bypass}
      .keepersBefore=${keepersOf(this.matrix, [])}
      .keepers=${keepersOf(this.matrix, check.alters)}
      @strong-bypass=${this.pass}
      @strong-account=${this.pass}
    ></strong-policy-effect>`;
  }

  private pass(event: CustomEvent<unknown>) {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-changes': StrongPolicyChanges;
  }
}
