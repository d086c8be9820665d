import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccessCell } from '../../model/decision.ts';
import { keepersOf, type LookedAt } from './policy-preview.ts';
import { base } from '../styles/shared.ts';
import type { TestResult } from './permission-tests.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './policy-texts.ts';
import { ADD_ACCOUNT, SET_BYPASS } from './strong-policy-effect.ts';
import '../policy-text/strong-policy-diff.ts';

/**
 * The preview of a draft: differences, access changes, and the number of failing permission tests. The default
 * slot is for what would stop. Fires `strong-bypass` and `strong-account` like its `strong-policy-effect`.
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
  /** The newest preview. While it is of an older text, the preview of the draft is in progress. */
  @property({ attribute: false }) check: LookedAt | undefined;
  /** The access matrix with the stored policy. */
  @property({ attribute: false }) matrix: readonly AccessCell[] = [];
  @property({ attribute: false }) results: readonly TestResult[] = [];
  /** Principals of other accounts are named with their account. `caller` would store the policy. */
  @property() account = '';
  @property() caller = '';
  @property({ type: Boolean }) bypass = false;
  /** The view shows no findings, so the preview gives the reason why KMS would reject the policy. */
  @property({ type: Boolean }) lists = false;

  override render() {
    const { changes: texts } = TEXTS;
    const { check } = this;
    const failing = this.results.filter(({ test, draft }) => draft !== undefined && draft !== test.expected).length;
    return html`<section aria-labelledby="changes">
        <h2 id="changes">${texts.heading}</h2>
        <strong-policy-diff label=${texts.diff} .old=${this.stored} .now=${this.text}></strong-policy-diff>
      </section>
      <section aria-labelledby="effect">
        <h2 id="effect">${texts.effect}</h2>
        ${check?.text === this.text ? nothing : html`<p class="soft">${texts.evaluating}</p>`}
        ${check ? this.renderEffect(check) : nothing}
        ${failing > 0 ? html`<p class="failing">${texts.failing(failing, this.results.length)}</p>` : nothing}
      </section>
      <slot></slot>`;
  }

  private renderEffect(check: LookedAt) {
    const refused = check.findings.find(({ severity }) => severity === 'error');
    const lockedOut = check.locksOut;
    if (refused && !lockedOut)
      return html`<p>${this.lists ? TEXTS.changes.rejectedBecause(refused.says) : TEXTS.changes.rejected}</p>`;
    return html`<strong-policy-effect
      .effects=${check.effects}
      .account=${this.account}
      .caller=${this.caller}
      ?locksOut=${lockedOut}
      .bypass=${this.bypass}
      .keepersBefore=${keepersOf(this.matrix, [])}
      .keepers=${keepersOf(this.matrix, check.alters)}
      @strong-bypass=${({ detail }: EventOf<typeof SET_BYPASS>) => SET_BYPASS.dispatch(this, detail)}
      @strong-account=${() => ADD_ACCOUNT.dispatch(this)}
    ></strong-policy-effect>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-changes': StrongPolicyChanges;
  }
}
