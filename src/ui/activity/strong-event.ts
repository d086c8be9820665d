import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import { decidedWords } from '../decision/describe-decision.ts';
import { moment } from '../kit/format.ts';
import { base } from '../styles/shared.ts';
import { callerOf, contextOf, keysOf } from './event-words.ts';
import './strong-event-detail.ts';
import '../kit/strong-icon.ts';

/** An event of the audit log: one line, which expands to the CloudTrail record and what only the sandbox knows. */
@customElement('strong-event')
export class StrongEvent extends LitElement {
  static override styles = [
    base,
    css`
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 1.5rem minmax(10rem, 2fr) minmax(0, 3fr) auto;
        gap: 0.25rem 0.75rem;
        align-items: center;
        min-height: 2.75rem;
        padding-block: 0.4rem;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .ok {
        color: var(--ok);
      }
      .failed {
        color: var(--deny);
      }
      summary small {
        display: block;
        font-size: var(--t1);
      }
      summary b {
        font-weight: 600;
      }
      @container (max-width: 37rem) {
        summary {
          grid-template-columns: 1.5rem minmax(0, 1fr);
        }
        summary > :nth-child(n + 3) {
          grid-column: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) event: AuditEvent | undefined;
  @property({ type: Boolean }) open = false;

  /** Whether it was opened once. The details are rendered only then. */
  @state() private drawn = false;

  override render() {
    const { event } = this;
    if (!event) return nothing;
    const { record } = event;
    const failed = record.errorCode !== undefined;
    return html`<details ?open=${this.open} @toggle=${() => (this.drawn = true)}>
      <summary>
        <strong-icon class=${failed ? 'failed' : 'ok'} name=${failed ? 'cross' : 'check'}></strong-icon>
        <span
          ><b>${record.eventName}</b> ${failed ? html`<span class="failed">${record.errorCode}</span>` : nothing}${
            event.decision?.allowed === false
              ? html`<small class="soft">${decidedWords(event.decision)}</small>`
              : nothing
          }</span
        >
        <span class="soft small"
          >${[callerOf(event), keysOf(event), ...contextOf(event)].filter(Boolean).join(', ')}</span
        >
        <span class="soft small">${moment(event.at)}</span>
      </summary>
      ${this.open || this.drawn ? html`<strong-event-detail .event=${event}></strong-event-detail>` : nothing}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-event': StrongEvent;
  }
}
