import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccessCondition } from '../../model/decision.ts';
import { stageName } from '../decision/describe-decision.ts';
import type { ConditionChange, Effect, EffectKind } from './policy-effect.ts';
import { rowWords } from '../decision/access-matrix.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './policy-texts.ts';
import { base, controls } from '../styles/shared.ts';
import type { IconName } from '../kit/strong-icon.ts';
import '../kit/strong-icon.ts';

/** The lockout safety check is to be bypassed or not. */
export const SET_BYPASS = typedEvent<{ readonly bypass: boolean }>('strong-bypass');

/** A request to add the statement of the account. */
export const ADD_ACCOUNT = typedEvent('strong-account');

const ICONS: Readonly<Record<EffectKind, IconName>> = {
  gains: 'check',
  'gains-conditional': 'half',
  'keeps-conditional': 'half',
  'other-conditions': 'half',
  loses: 'cross',
  'loses-conditional': 'cross',
};

/** A longer list of operations is folded up. */
const MAX_SHOWN = 8;

/**
 * The access changes of a policy, and a warning when the policy would lock the caller out. Fires `strong-bypass` and
 * `strong-account`.
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
      .conditions {
        margin: 0.25rem 0 0.5rem;
      }
      .conditions p {
        color: var(--soft);
      }
      .conditions li {
        margin-left: 1.25rem;
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
      @container (max-width: 33rem) {
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
  /** Principals of other accounts are named with their account. */
  @property() account = '';
  /** The caller could not call PutKeyPolicy afterwards. */
  @property({ type: Boolean }) locksOut = false;
  @property() caller = '';
  @property({ type: Boolean }) bypass = false;
  /** The principals that can call PutKeyPolicy now, and those that could afterwards. */
  @property({ attribute: false }) keepersBefore: readonly string[] = [];
  @property({ attribute: false }) keepers: readonly string[] = [];

  override render() {
    const { effects } = this;
    return html`${this.locksOut ? this.renderLockOut() : nothing}
    ${
      effects.length === 0
        ? html`<p>${TEXTS.effect.none}</p>`
        : html`<dl>
            ${effects.map(
              (effect) =>
                html`<dt title=${effect.principal}>${rowWords(effect, (arn) => callerNameFrom(this.account, arn))}</dt>
                  ${effect.changes.map(
                    ({ kind, operations, conditions = [] }) =>
                      html`<dd class=${ICONS[kind]}>
                        <strong-icon name=${ICONS[kind]}></strong-icon>
                        <div>
                          ${TEXTS.effect.kinds[kind](this.list(operations))}
                          ${conditions.map((change) => this.renderConditions(change, operations.length))}
                        </div>
                      </dd>`,
                  )}`,
            )}
          </dl>`
    }`;
  }

  /** Conditions before and after. `all`: number of operations, of which these may be a part. */
  private renderConditions({ operations, before, after }: ConditionChange, all: number) {
    const { effect: texts } = TEXTS;
    return html`<div class="conditions">
      ${operations.length === all ? nothing : texts.conditionsOf(this.list(operations))}
      <p>${texts.conditionsBefore}</p>
      ${this.listConditions(before)}
      <p>${texts.conditionsAfter}</p>
      ${this.listConditions(after)}
    </div>`;
  }

  private listConditions(conditions: readonly AccessCondition[]) {
    return html`<ul>
      ${conditions.map(
        ({ policyType, effect, tests }) =>
          html`<li>${TEXTS.effect.condition(stageName(policyType), effect === 'Deny', tests)}</li>`,
      )}
    </ul>`;
  }

  /** The operations; a long list is folded. */
  private list(operations: readonly string[]) {
    if (operations.length <= MAX_SHOWN) return operations.join(', ');
    return html`<details>
      <summary>${TEXTS.effect.operations(operations.length)}</summary>
      ${operations.join(', ')}
    </details>`;
  }

  private names(principals: readonly string[]): string {
    return principals.length === 0
      ? TEXTS.effect.nobody
      : principals.map((arn) => callerNameFrom(this.account, arn)).join(', ');
  }

  private renderLockOut() {
    const { effect: texts } = TEXTS;
    const { keepers, keepersBefore } = this;
    return html`<section class="locked" role="alert" aria-label=${texts.lockOut}>
      <p class="title"><strong-icon name="warn"></strong-icon><span>${texts.locksOut}</span></p>
      <p>${texts.refused(callerNameFrom(this.account, this.caller))}</p>
      <dl class="keepers">
        <dt>${texts.keepersBefore}</dt>
        <dd>${this.names(keepersBefore)}</dd>
        <dt>${texts.keepersAfter}</dt>
        <dd>${this.names(keepers)}</dd>
      </dl>
      <button type="button" @click=${() => ADD_ACCOUNT.dispatch(this)}>${texts.addAccount}</button>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.bypass}
          @change=${(event: Event) => SET_BYPASS.dispatch(this, { bypass: (event.target as HTMLInputElement).checked })}
        />
        <span>${keepers.length === 0 ? texts.bypassUnmanageable : texts.bypass}</span>
      </label>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-effect': StrongPolicyEffect;
  }
}
