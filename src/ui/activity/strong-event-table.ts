import '@lit-labs/virtualizer';
import '../kit/deferred-resize-observer.ts';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { RangeChangedEvent } from '@lit-labs/virtualizer';
import type { AuditEvent } from '../../model/audit.ts';
import { decidedWords } from '../decision/describe-decision.ts';
import { moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { virtualRows } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { callerOf, contextOf, keysOf, sensitiveNotes } from './event-words.ts';
import '../kit/strong-icon.ts';

/** Asks to turn the order of the events around. */
export const SORT_EVENTS = typedEvent('strong-sort-events');

/** The end of the list is nearly in view. */
export const NEAR_END = typedEvent('strong-near-end');

/** Rows below the last rendered one at which NEAR_END is fired. */
const NEAR = 10;

/** The table of events. Only the rows in view are rendered. Fires `strong-sort-events` and `strong-near-end`. */
@customElement('strong-event-table')
export class StrongEventTable extends LitElement {
  static override styles = [
    base,
    controls,
    virtualRows,
    css`
      [role='row'] {
        grid-template-columns: 1.5rem minmax(9rem, 2fr) minmax(7rem, 1.5fr) minmax(9rem, 3fr) 11.5rem;
        align-items: start;
        min-height: 2.75rem;
        padding-block: 0.55rem;
      }
      .head {
        align-items: center;
        padding-block: 0;
      }
      a {
        font-weight: 600;
      }
      .ok {
        color: var(--ok);
      }
      .failed {
        color: var(--deny);
      }
      .note {
        color: var(--warn);
      }
      small,
      .note {
        display: block;
        font-size: var(--t1);
      }
      @container (max-width: 47.4rem) {
        [role='row'] {
          grid-template-columns: 1.5rem minmax(0, 1fr);
        }
        [role='row'] > :nth-child(n + 3) {
          grid-column: 2;
        }
        .head > :nth-child(3),
        .head > :nth-child(4) {
          display: none;
        }
      }
    `,
  ];

  /** In the order in which they are shown. */
  @property({ attribute: false }) events: readonly AuditEvent[] = [];
  @property({ type: Boolean }) ascending = false;
  /** More events exist than are loaded. */
  @property({ type: Boolean }) partial = false;
  /** The filters, which the address of an event keeps. */
  @property({ attribute: false }) filters = new URLSearchParams();

  override render() {
    const { events, partial } = this;
    return html`<div role="table" aria-label=${TEXTS.table} aria-rowcount=${partial ? -1 : events.length + 1}>
      <div role="rowgroup">
        <div role="row" class="head" aria-rowindex="1">
          <span role="columnheader" aria-hidden="true"></span>
          <span role="columnheader">${TEXTS.columns.event}</span>
          <span role="columnheader">${TEXTS.columns.caller}</span>
          <span role="columnheader">${TEXTS.columns.resources}</span>
          <span role="columnheader" aria-sort=${this.ascending ? 'ascending' : 'descending'}>
            <button
              type="button"
              class="plain"
              aria-disabled=${partial ? 'true' : 'false'}
              title=${ifDefined(partial ? TEXTS.sortBlocked : undefined)}
              @click=${() => !partial && SORT_EVENTS.dispatch(this)}
            >
              ${TEXTS.columns.time}<strong-icon name="down" class=${this.ascending ? 'ascending' : ''}></strong-icon>
            </button>
          </span>
        </div>
      </div>
      <lit-virtualizer
        role="rowgroup"
        .items=${[...events]}
        .keyFunction=${this.nameOf}
        .renderItem=${this.rendererOf(this.filters)}
        @rangeChanged=${this.onRange}
      ></lit-virtualizer>
    </div>`;
  }

  private readonly nameOf = (event: unknown): string => (event as AuditEvent).record.eventID;

  /** A new function for each change of the filters: the virtualizer renders its rows again for a new function only. */
  private rendererOf(filters: URLSearchParams) {
    if (this.#renderer?.filters !== filters)
      this.#renderer = { filters, render: (event, index) => this.renderRow(event as AuditEvent, index) };
    return this.#renderer.render;
  }
  #renderer:
    | {
        filters: URLSearchParams;
        render: (event: unknown, index: number) => ReturnType<StrongEventTable['renderRow']>;
      }
    | undefined;

  private renderRow(event: AuditEvent, index: number) {
    const { record, decision } = event;
    const failed = record.errorCode !== undefined;
    const address = href(['activity'], { ...Object.fromEntries(this.filters), event: record.eventID });
    return html`<div role="row" aria-rowindex=${index + 2}>
      <span role="cell"
        ><strong-icon class=${failed ? 'failed' : 'ok'} name=${failed ? 'cross' : 'check'}></strong-icon
      ></span>
      <span role="cell"
        ><a href=${address}>${record.eventName}</a> ${
          failed ? html`<span class="failed">${record.errorCode}</span>` : nothing
        }${decision?.allowed === false ? html`<small class="soft">${decidedWords(decision)}</small>` : nothing}</span
      >
      <span role="cell" class="soft small">${callerOf(event)}</span>
      <span role="cell" class="soft small"
        >${[keysOf(event), ...contextOf(event)].filter(Boolean).join(', ')}${sensitiveNotes(event).map(
          (note) => html`<span class="note"><strong-icon name="warn"></strong-icon> ${note}</span>`,
        )}</span
      >
      <span role="cell" class="soft small">${moment(event.at)}</span>
    </div>`;
  }

  private onRange({ last }: RangeChangedEvent) {
    if (this.partial && last >= this.events.length - NEAR) NEAR_END.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-event-table': StrongEventTable;
  }
}
