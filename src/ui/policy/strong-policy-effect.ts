import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Effect, EffectKind } from './policy-effect.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import type { IconName } from '../kit/strong-icon.ts';
import '../kit/strong-icon.ts';

/** What `strong-bypass` carries. */
export type BypassEvent = CustomEvent<{ readonly bypass: boolean }>;

const KINDS: Readonly<Record<EffectKind, { readonly icon: IconName; readonly says: string }>> = {
  gains: { icon: 'check', says: 'would gain' },
  'gains-held': { icon: 'half', says: 'would gain, where a request meets a condition:' },
  'keeps-held': { icon: 'half', says: 'would keep, but only where a request meets a condition:' },
  loses: { icon: 'cross', says: 'would lose' },
  'loses-held': { icon: 'cross', says: 'would lose what it has where a request meets a condition:' },
};

/** More operations than these are folded up. */
const MAX_SHOWN = 8;

/**
 * What storing a policy would change: who would gain and who would lose which operations; and, loudly, whether it would lock the caller out.
 * Fires `strong-bypass` when the lock-out check is to be skipped or not, `strong-account` to have the account's own statement back.
 */
@customElement('strong-policy-effect')
export class StrongPolicyEffect extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      .locked {
        display: grid;
        gap: 0.6rem;
        justify-items: start;
        padding: 0.9rem 1.1rem 1rem;
        border: 1px solid var(--deny);
        border-left-width: 4px;
        background: var(--deny-tint);
      }
      .title {
        display: flex;
        gap: 0.5rem;
        font-weight: 650;
        color: var(--deny);
      }
      dt {
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      dd {
        display: flex;
        gap: 0.5rem;
        padding: 0.15rem 0 0.15rem 0.25rem;
        overflow-wrap: anywhere;
      }
      dd:last-of-type {
        padding-bottom: 0.6rem;
      }
      details {
        display: inline-block;
        vertical-align: top;
        margin-left: 0.35rem;
      }
      summary {
        cursor: pointer;
        font-weight: 600;
      }
      .keepers {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0 1rem;
      }
      .keepers dt {
        font-weight: 450;
        color: var(--soft);
      }
      .keepers dd,
      .keepers dd:last-of-type {
        padding: 0;
        font-weight: 650;
      }
      @media (max-width: 36rem) {
        .keepers {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      dd strong-icon {
        margin-top: 0.1em;
      }
      .check strong-icon {
        color: var(--ok);
      }
      .half strong-icon {
        color: var(--warn);
      }
      .cross strong-icon {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) effects: readonly Effect[] = [];
  /** The account from which it is looked at: principals of others are named with theirs. */
  @property() account = '';
  /** The caller could not store another policy afterwards. */
  @property({ type: Boolean }) locksOut = false;
  @property() caller = '';
  @property({ type: Boolean }) bypass = false;
  /** Who of the directory can store a policy now, and who still could afterwards. */
  @property({ attribute: false }) keepersBefore: readonly string[] = [];
  @property({ attribute: false }) keepers: readonly string[] = [];

  override render() {
    const { effects } = this;
    return html`${this.locksOut ? this.renderLockOut() : nothing}
    ${
      effects.length === 0
        ? html`<p>Nobody of the directory would gain or lose an operation on this key.</p>`
        : html`<dl>
            ${effects.map(
              ({ principal, changes }) =>
                html`<dt title=${principal}>${callerNameFrom(this.account, principal)}</dt>
                  ${changes.map(
                    ({ kind, operations }) =>
                      html`<dd class=${KINDS[kind].icon}>
                        <strong-icon name=${KINDS[kind].icon}></strong-icon>
                        <div>${KINDS[kind].says} ${this.list(operations)}</div>
                      </dd>`,
                  )}`,
            )}
          </dl>`
    }`;
  }

  /** Long lists are only counted until somebody asks. */
  private list(operations: readonly string[]) {
    if (operations.length <= MAX_SHOWN) return operations.join(', ');
    return html`<details>
      <summary>${operations.length} operations</summary>
      ${operations.join(', ')}
    </details>`;
  }

  private names(principals: readonly string[]): string {
    return principals.length === 0
      ? 'Nobody of the directory'
      : principals.map((arn) => callerNameFrom(this.account, arn)).join(', ');
  }

  private renderLockOut() {
    const { keepers, keepersBefore } = this;
    return html`<section class="locked" role="alert" aria-label="Lock-out">
      <p class="title"><strong-icon name="warn"></strong-icon><span>This policy locks you out of the key.</span></p>
      <p>
        ${callerNameFrom(this.account, this.caller)} could not call PutKeyPolicy on it again, so KMS refuses to store
        it.
      </p>
      <dl class="keepers">
        <dt>Who can change the policy now</dt>
        <dd>${this.names(keepersBefore)}</dd>
        <dt>Who could afterwards</dt>
        <dd>${this.names(keepers)}</dd>
      </dl>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('strong-account'))}>
        Put the account’s own statement in
      </button>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.bypass}
          @change=${(event: Event) =>
            this.dispatchEvent(
              new CustomEvent('strong-bypass', { detail: { bypass: (event.target as HTMLInputElement).checked } }),
            )}
        />
        <span
          >Store it all the same (<code>BypassPolicyLockoutSafetyCheck</code>). KMS then does not look whether you can
          undo it.
          ${
            keepers.length === 0
              ? 'A key whose policy nobody can change is unmanageable: on AWS only AWS Support can help, here only a reset of the world.'
              : 'Whoever is named above could let you in again.'
          }</span
        >
      </label>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-effect': StrongPolicyEffect;
  }
}
