import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEvent, CloudTrailRecord } from '../../model/audit.ts';
import { accountForPeople } from '../../model/arn.ts';
import { moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { callerOf } from './event-words.ts';

/** The accounts to compare. */
export interface AccountPair {
  readonly left: string;
  readonly right: string;
}

/** Asks for other accounts. */
export const CHANGE_ACCOUNTS = typedEvent<AccountPair>('strong-accounts');

const texts = TEXTS.accounts;

/** The record of an event in the trail of an account. */
function recordOf({ record, copies = [] }: AuditEvent, account: string): CloudTrailRecord | undefined {
  return [record, ...copies].find(({ recipientAccountId }) => recipientAccountId === account);
}

/**
 * The trails of two accounts side by side. The two records of one cross-account call, which have the same
 * sharedEventID, are in one row. Fires `strong-accounts`.
 */
@customElement('strong-account-pair')
export class StrongAccountPair extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      select {
        width: auto;
      }
      .row {
        margin-block: 0.75rem;
      }
      table {
        table-layout: fixed;
      }
      td {
        overflow-wrap: anywhere;
      }
      .failed {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) events: readonly AuditEvent[] = [];
  /** Accounts to choose from. */
  @property({ attribute: false }) accounts: readonly string[] = [];
  @property() left = '';
  @property() right = '';
  /** The filters, which the address of an event keeps. */
  @property({ attribute: false }) filters = new URLSearchParams();

  override render() {
    const rows = this.events.flatMap((event) => {
      const left = recordOf(event, this.left);
      const right = recordOf(event, this.right);
      return left || right ? [{ event, left, right }] : [];
    });
    return html`<h2>${texts.heading}</h2>
      <p class="soft">${texts.lead}</p>
      <div class="row">${this.renderChoice('left')} ${this.renderChoice('right')}</div>
      ${
        this.left === this.right
          ? html`<p role="note">${texts.same}</p>`
          : rows.length === 0
            ? html`<p class="empty">${texts.none}</p>`
            : html`<table aria-label=${texts.table}>
                <thead>
                  <tr>
                    <th scope="col">${TEXTS.columns.time}</th>
                    <th scope="col">${accountForPeople(this.left)}</th>
                    <th scope="col">${accountForPeople(this.right)}</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    ({ event, left, right }) =>
                      html`<tr>
                        <td data-label=${TEXTS.columns.time}>${moment(event.at)}</td>
                        <td data-label=${accountForPeople(this.left)}>${this.renderRecord(event, left)}</td>
                        <td data-label=${accountForPeople(this.right)}>${this.renderRecord(event, right)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
      }`;
  }

  private renderRecord(event: AuditEvent, record: CloudTrailRecord | undefined) {
    if (record === undefined) return html`<span class="soft">${texts.noRecord}</span>`;
    const address = href(['activity'], { ...Object.fromEntries(this.filters), event: record.eventID });
    return html`<a href=${address}>${record.eventName}</a>
      ${record.errorCode ? html`<span class="failed">${record.errorCode}</span>` : nothing}
      <div class="soft small">${callerOf({ ...event, record })}</div>
      ${
        record.sharedEventID
          ? html`<div class="soft small">${texts.shared} <span class="mono">${record.sharedEventID}</span></div>`
          : nothing
      }`;
  }

  private renderChoice(side: keyof AccountPair) {
    return html`<label for=${side}>${texts[side]}</label>
      <select
        id=${side}
        @change=${(event: Event) =>
          CHANGE_ACCOUNTS.dispatch(this, {
            left: this.left,
            right: this.right,
            [side]: (event.target as HTMLSelectElement).value,
          })}
      >
        ${this.accounts.map(
          (account) =>
            html`<option value=${account} ?selected=${account === this[side]}>${accountForPeople(account)}</option>`,
        )}
      </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-account-pair': StrongAccountPair;
  }
}
