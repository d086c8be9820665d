import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import type { GrantCall } from './grant-calls.ts';
import { granteeOf, retiringOf } from '../page/grant-principals.ts';
import { constraintWords, grantName, secondsUntil } from './grant-texts.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { count, ends, moment } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/** What `strong-revoke` and `strong-retire` carry. */
export type GrantEvent = CustomEvent<{ readonly grant: GrantListEntry }>;

/** So many calls of a grant are named, the newest; the others are counted. */
const MAX_CALLS = 3;

/** Grants, each with whom it is for, what it allows, and when; and the buttons that end it: `strong-revoke`, `strong-retire`. */
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
        padding: 0.15rem 0;
        border: 0;
      }
      /* The labels are short: beside their values they take half the height. */
      @media (max-width: 36rem) {
        dl.facts {
          grid-template-columns: 6.5rem minmax(0, 1fr);
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
  /** The account from which they are looked at. */
  @property() account = '';
  /** World time in milliseconds since 1970, and how long a grant takes to count. */
  @property({ type: Number }) now = 0;
  @property({ type: Number }) delay = 0;
  /** What ends them here: by the key's policies, or as who may retire them. */
  @property({ attribute: false }) ways: readonly ('revoke' | 'retire')[] = ['revoke', 'retire'];
  /** Of each grant, by its id, the calls that it allowed, the newest first; undefined: that is not known. */
  @property({ attribute: false }) calls: ReadonlyMap<string, readonly GrantCall[]> | undefined;
  /** They are on several keys, so each names its own. */
  @property({ type: Boolean }) several = false;

  override render() {
    return html`<ul>
      ${this.grants.map((grant) => this.renderGrant(grant))}
    </ul>`;
  }

  private renderGrant(grant: GrantListEntry) {
    const { GrantId = '', Name, Operations = [], CreationDate, IssuingAccount = '', KeyId = '' } = grant;
    const name = grantName(grant, this.account);
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
                  aria-label="Retire ${name}"
                  @click=${() => this.tell('strong-retire', grant)}
                >
                  Retire
                </button>`
              : nothing
          }
          ${
            this.ways.includes('revoke')
              ? html`<button
                  type="button"
                  class="danger"
                  aria-label="Revoke ${name}"
                  @click=${() => this.tell('strong-revoke', grant)}
                >
                  Revoke
                </button>`
              : nothing
          }
        </span>
      </div>
      ${waiting > 0 ? html`<p class="waiting">Counts in ${waiting} s; with its token it does now.</p>` : nothing}
      <dl class="facts">
        <dt>Grantee</dt>
        <dd title=${granteeOf(grant)}>${callerNameFrom(this.account, granteeOf(grant))}</dd>
        <dt>Operations</dt>
        <dd>${Operations.join(', ')}</dd>
        ${
          constraints.length > 0
            ? html`<dt>Only when</dt>
                <dd>${constraints.join('; ')}</dd>`
            : nothing
        }
        ${
          retiring
            ? html`<dt>Can be retired by</dt>
                <dd title=${retiring}>${callerNameFrom(this.account, retiring)}</dd>`
            : nothing
        }
        ${
          this.several
            ? html`<dt>Key</dt>
                <dd class="mono"><a href=${href(['keys', KeyId, 'grants'])}>${KeyId}</a></dd>`
            : nothing
        }
        <dt>Made</dt>
        <dd>
          ${moment(CreationDate)} in account ${accountForPeople(parseArn(IssuingAccount)?.account ?? IssuingAccount)}
        </dd>
        ${this.calls ? this.renderCalls(this.calls.get(GrantId) ?? []) : nothing}
        <dt>Grant ID</dt>
        <dd class="mono">
          <span title=${GrantId}>${ends(GrantId)}</span
          ><strong-copy .text=${GrantId} what="the grant ID of ${name}"></strong-copy>
        </dd>
      </dl>
    </li>`;
  }

  private renderCalls(calls: readonly GrantCall[]) {
    const more = calls.length - MAX_CALLS;
    return html`<dt>Allowed</dt>
      <dd>
        ${calls.length === 0 ? 'no recent call' : nothing}
        <ul class="calls">
          ${calls
            .slice(0, MAX_CALLS)
            .map(
              ({ eventId, operation, by, at }) =>
                html`<li>
                  <a href=${href(['activity'], { event: eventId })}>${operation}</a> by
                  ${callerNameFrom(this.account, by)}, ${moment(at)}
                </li>`,
            )}
        </ul>
        ${more > 0 ? html`<span class="soft">and ${count(more)} ${more === 1 ? 'call' : 'calls'} before</span>` : nothing}
      </dd>`;
  }

  private tell(event: string, grant: GrantListEntry) {
    this.dispatchEvent(new CustomEvent(event, { detail: { grant } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-grant-list': StrongGrantList;
  }
}
