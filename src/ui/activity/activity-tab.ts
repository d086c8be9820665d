import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './strong-event.ts';

const SHOWN = 50;

/** The newest calls that used a key. */
@customElement('strong-key-activity-tab')
export class StrongKeyActivityTab extends StrongKeyTab {
  @state() private events: readonly AuditEvent[] = [];

  protected override async load() {
    const { events } = await this.context.strongroom.sandbox.events.query({ keyArn: this.key.Arn, limit: SHOWN });
    return () => {
      this.events = events;
    };
  }

  protected override renderContent() {
    if (this.events.length === 0) return html`<p>No events for this key yet.</p>`;
    return html`<div class="wide">
        ${this.events.map((event) => html`<strong-event .event=${event}></strong-event>`)}
      </div>
      <p><a href=${href(['activity'], { key: this.key.Arn })}>View all events for this key</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-activity-tab': StrongKeyActivityTab;
  }
}
