import '@lit-labs/virtualizer';
import '../kit/deferred-resize-observer.ts';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEvent, CloudTrailRecord } from '../../model/audit.ts';
import { accountForPeople } from '../../model/arn.ts';
import { count, moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { virtualRows } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { callerOf } from './event-words.ts';

/** The accounts to compare. */
export interface AccountPair {
  readonly left: string;
  readonly right: string;
}

/** An event that the trail of one of the accounts has, or of both. */
interface PairRow {
  readonly event: AuditEvent;
  readonly left: CloudTrailRecord | undefined;
  readonly right: CloudTrailRecord | undefined;
}

/** What the rows show, next to the events. */
interface PairShown extends AccountPair {
  readonly filters: URLSearchParams;
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
    virtualRows,
    css`
      select {
        width: auto;
      }
      .choices {
        margin-block: 0.75rem;
      }
      [role='row'] {
        grid-template-columns: 11.5rem repeat(2, minmax(0, 1fr));
        padding-block: 0.55rem;
      }
      .failed {
        color: var(--deny);
      }
      /* The account of a cell, where the head of the table is not shown. */
      .account {
        display: none;
        font-size: var(--t1);
        font-weight: 600;
        color: var(--soft);
      }
      @container (max-width: 41rem) {
        .head {
          display: none;
        }
        .account {
          display: block;
        }
        [role='row'] {
          grid-template-columns: minmax(0, 1fr);
        }
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

  private rows: readonly PairRow[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('events') && !changed.has('left') && !changed.has('right')) return;
    this.rows = this.events.flatMap((event) => {
      const left = recordOf(event, this.left);
      const right = recordOf(event, this.right);
      return left || right ? [{ event, left, right }] : [];
    });
  }

  override render() {
    return html`<h2>${texts.heading}</h2>
      <p class="soft">${texts.lead}</p>
      <div class="row choices">${this.renderChoice('left')} ${this.renderChoice('right')}</div>
      ${
        this.left === this.right
          ? html`<p role="note">${texts.same}</p>`
          : this.rows.length === 0
            ? html`<p class="empty">${texts.none}</p>`
            : this.renderTable()
      }`;
  }

  /** Only the rows in view are rendered. */
  private renderTable() {
    const { left, right, filters } = this;
    return html`<p class="soft small">${texts.count(this.rows.length, count(this.rows.length))}</p>
      <div role="table" aria-label=${texts.table} aria-rowcount=${this.rows.length + 1}>
        <div role="rowgroup">
          <div role="row" class="head" aria-rowindex="1">
            <span role="columnheader">${TEXTS.columns.time}</span>
            <span role="columnheader">${accountForPeople(left)}</span>
            <span role="columnheader">${accountForPeople(right)}</span>
          </div>
        </div>
        <lit-virtualizer
          role="rowgroup"
          .items=${[...this.rows]}
          .keyFunction=${(row: unknown) => (row as PairRow).event.record.eventID}
          .renderItem=${this.#rendererOf({ left, right, filters })}
        ></lit-virtualizer>
      </div>`;
  }

  /** A new function for each change of what the rows show: the virtualizer renders them again for a new one only. */
  #rendererOf({ left, right, filters }: PairShown) {
    const before = this.#shown;
    if (before?.left !== left || before.right !== right || before.filters !== filters) {
      this.#shown = { left, right, filters };
      this.#render = (row, index) => this.renderRow(row as PairRow, index);
    }
    return this.#render;
  }
  #shown: PairShown | undefined;
  #render = (row: unknown, index: number) => this.renderRow(row as PairRow, index);

  private renderRow({ event, left, right }: PairRow, index: number) {
    const cell = (account: string, record: CloudTrailRecord | undefined) =>
      html`<span role="cell"
        ><span class="account">${accountForPeople(account)}</span>${this.renderRecord(event, record)}</span
      >`;
    return html`<div role="row" aria-rowindex=${index + 2}>
      <span role="cell" class="soft small">${moment(event.at)}</span>
      ${cell(this.left, left)} ${cell(this.right, right)}
    </div>`;
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
