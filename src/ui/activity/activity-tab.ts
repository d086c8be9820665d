import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { TEXTS } from './activity-texts.ts';
import { findEvents } from './event-filter.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './strong-event.ts';

/** Maximum number of events. */
const SHOWN = 50;

/** The latest events of a key, without the reads with which the console shows its pages. */
@customElement('strong-key-activity-tab')
export class StrongKeyActivityTab extends StrongKeyTab {
  @state() private events: readonly AuditEvent[] = [];

  protected override async load() {
    const { events } = await findEvents((query) => this.context.strongroom.sandbox.events.query(query), {
      query: new URLSearchParams(),
      base: { keyArn: this.key.Arn },
      limit: SHOWN,
    });
    return () => {
      this.events = events.slice(0, SHOWN);
    };
  }

  protected override renderContent() {
    if (this.events.length === 0) return html`<p>${TEXTS.tab.noEvents}</p>`;
    return html`<div class="wide">
        ${this.events.map((event) => html`<strong-event .event=${event}></strong-event>`)}
      </div>
      <p><a href=${href(['activity'], { key: this.key.Arn })}>${TEXTS.tab.viewAll}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-activity-tab': StrongKeyActivityTab;
  }
}
