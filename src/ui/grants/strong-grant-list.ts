import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { SEARCHED_EVENTS, type GrantCall } from './grant-calls.ts';
import { granteeOf, retiringOf } from '../page/grant-principals.ts';
import { constraintWords, grantName, secondsUntil } from './describe-grant.ts';
import { TEXTS } from './grants-texts.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { ends, moment } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/** Requests to revoke or retire a grant. */
export const REVOKE_GRANT = typedEvent<{ readonly grant: GrantListEntry }>('strong-revoke');
export const RETIRE_GRANT = typedEvent<{ readonly grant: GrantListEntry }>('strong-retire');

/** A way to end a grant. */
export type GrantAction = 'revoke' | 'retire';

/** The newest calls of a grant are listed up to this number; the others are counted. */
const MAX_CALLS = 3;

/** A list of grants with buttons that end them. Fires `strong-revoke` and `strong-retire`. */
@customElement('strong-grant-list')
export class StrongGrantList extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host > ul {
        list-style: none;
        border-top: 1px solid var(--line);
      }
      :host > ul > li {
        padding-block: 0.9rem;
        border-bottom: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 1rem;
      }
      h3 {
        overflow-wrap: anywhere;
      }
      dl.facts > dt,
      dl.facts > dd {
        padding-block: 0.15rem;
        border: 0;
      }
      @container (max-width: 33rem) {
        dl.facts {
          grid-template-columns: 6.5rem minmax(0, 1fr);
        }
        dl.facts > dt {
          padding-right: 0.5rem;
        }
      }
      .calls {
        list-style: none;
      }
      .waiting {
        color: var(--warn);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) grants: readonly GrantListEntry[] = [];
  /** Principals of other accounts are named with their account. */
  @property() account = '';
  /** Simulated time in milliseconds since 1970, and the seconds that a grant takes to have effect. */
  @property({ type: Number }) now = 0;
  @property({ type: Number }) delay = 0;
  /** The buttons of each grant. */
  @property({ attribute: false }) ways: readonly GrantAction[] = ['revoke', 'retire'];
  /** The calls that each grant allowed, by grant id, newest first; undefined where the log was not searched. */
  @property({ attribute: false }) calls: ReadonlyMap<string, readonly GrantCall[]> | undefined;
  /** The grants are on several keys, so each names its key. */
  @property({ type: Boolean }) several = false;

  override render() {
    return html`<ul>
      ${this.grants.map((grant) => this.renderGrant(grant))}
    </ul>`;
  }

  private renderGrant(grant: GrantListEntry) {
    const { GrantId = '', Name, Operations = [], CreationDate, IssuingAccount = '', KeyId = '' } = grant;
    const { list: texts } = TEXTS;
    const name = grantName(grant, this.account);
    const account = accountForPeople(parseArn(IssuingAccount)?.account ?? IssuingAccount);
    const constraints = constraintWords(grant.Constraints);
    const retiring = retiringOf(grant);
    const waiting = secondsUntil(grant, this.now, this.delay);
    return html`<li>
      <div class="head">
        <h3>${Name || callerNameFrom(this.account, granteeOf(grant))}</h3>
        <span class="row">
          ${
            this.ways.includes('retire')
              ? html`<button
                  type="button"
                  aria-label=${texts.retireOne(name)}
                  @click=${() => RETIRE_GRANT.dispatch(this, { grant })}
                >
                  ${texts.retire}
                </button>`
              : nothing
          }
          ${
            this.ways.includes('revoke')
              ? html`<button
                  type="button"
                  class="danger"
                  aria-label=${texts.revokeOne(name)}
                  @click=${() => REVOKE_GRANT.dispatch(this, { grant })}
                >
                  ${texts.revoke}
                </button>`
              : nothing
          }
        </span>
      </div>
      ${waiting > 0 ? html`<p class="waiting">${texts.waiting(waiting)}</p>` : nothing}
      <dl class="facts">
        <dt>${texts.grantee}</dt>
        <dd title=${granteeOf(grant)}>${callerNameFrom(this.account, granteeOf(grant))}</dd>
        <dt>${texts.operations}</dt>
        <dd>${Operations.join(', ')}</dd>
        ${
          constraints.length > 0
            ? html`<dt>${texts.constraints}</dt>
                <dd>${constraints.map((constraint) => html`<div>${constraint}</div>`)}</dd>`
            : nothing
        }
        ${
          retiring
            ? html`<dt>${texts.retiring}</dt>
                <dd title=${retiring}>${callerNameFrom(this.account, retiring)}</dd>`
            : nothing
        }
        ${
          this.several
            ? html`<dt>${texts.key}</dt>
                <dd class="mono"><a href=${href(['keys', KeyId, 'grants'])}>${KeyId}</a></dd>`
            : nothing
        }
        <dt>${texts.created}</dt>
        <dd>${texts.createdBy(moment(CreationDate), account)}</dd>
        ${this.calls ? this.renderCalls(this.calls.get(GrantId) ?? []) : nothing}
        <dt>${texts.id}</dt>
        <dd class="mono">
          <span title=${GrantId}>${ends(GrantId)}</span
          ><strong-copy .text=${GrantId} what=${texts.idName(name)}></strong-copy>
        </dd>
      </dl>
    </li>`;
  }

  private renderCalls(calls: readonly GrantCall[]) {
    const { list: texts } = TEXTS;
    const more = calls.length - MAX_CALLS;
    return html`<dt>${texts.calls}</dt>
      <dd>
        ${calls.length === 0 ? texts.noCalls(SEARCHED_EVENTS) : nothing}
        <ul class="calls">
          ${calls
            .slice(0, MAX_CALLS)
            .map(
              ({ eventId, operation, by, at }) =>
                html`<li>
                  ${texts.call(
                    html`<a href=${href(['activity'], { event: eventId })}>${operation}</a>`,
                    callerNameFrom(this.account, by),
                    moment(at),
                  )}
                </li>`,
            )}
        </ul>
        ${more > 0 ? html`<span class="soft">${texts.earlierCalls(more)}</span>` : nothing}
      </dd>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-grant-list': StrongGrantList;
  }
}
