import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import type { TraceStep } from '../../model/decision.ts';
import { href } from '../router.ts';
import { ends, moment } from '../state/words.ts';
import { base } from '../styles/shared.ts';
import './strong-copy.ts';
import './strong-icon.ts';

/** One event of the log: a line, and when opened the CloudTrail record exactly as it is, with what only the sandbox knows beside it. */
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
      summary b {
        font-weight: 600;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
        gap: 1rem 2rem;
        padding-block: 0.5rem 1.5rem;
      }
      .two > * {
        min-width: 0;
      }
      pre {
        padding: 0.75rem;
        background: var(--raised);
        max-height: 28rem;
        overflow: auto;
      }
      li {
        margin: 0.3rem 0 0.3rem 1.25rem;
      }
      @media (max-width: 40rem) {
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

  override render() {
    const { event } = this;
    if (!event) return nothing;
    const { record } = event;
    const failed = record.errorCode !== undefined;
    const json = JSON.stringify(record, undefined, 2);
    return html`<details ?open=${this.open}>
      <summary>
        <strong-icon class=${failed ? 'failed' : 'ok'} name=${failed ? 'cross' : 'check'}></strong-icon>
        <span><b>${record.eventName}</b> ${failed ? html`<span class="failed">${record.errorCode}</span>` : nothing}</span>
        <span class="soft small">${[this.who(event), this.keys(event)].filter(Boolean).join(', ')}</span>
        <span class="soft small">${moment(event.at)}</span>
      </summary>
      <div class="two">
        <section aria-label="CloudTrail record">
          <h3>CloudTrail record <strong-copy .text=${json} what="the record"></strong-copy></h3>
          <pre tabindex="0" role="region" aria-label="CloudTrail record as JSON">${json}</pre>
        </section>
        <section aria-label="What only the sandbox knows">
          <h3>What only the sandbox knows</h3>
          ${event.note ? html`<p>${event.note}</p>` : nothing} ${this.renderDecision(event)}
          ${event.copies?.length ? html`<p>The key’s owner, another account, has a copy of this event in its own trail.</p>` : nothing}
          ${this.firstKey(event) ? html`<p><a href=${href(['keys', this.firstKey(event) ?? ''])}>Open the key</a></p>` : nothing}
        </section>
      </div>
    </details>`;
  }

  private who({ record }: AuditEvent): string {
    const { arn, invokedBy } = record.userIdentity;
    return arn?.split(':').at(-1) ?? invokedBy ?? '';
  }

  private keys({ record }: AuditEvent): string {
    return (record.resources ?? [])
      .map(({ ARN }) => (ARN.includes(':key/') ? `key ${ends(ARN.split('/').at(-1) ?? '')}` : (ARN.split(':').at(-1) ?? '')))
      .join(', ');
  }

  private firstKey({ record }: AuditEvent): string | undefined {
    return record.resources
      ?.find(({ ARN }) => ARN.includes(':key/'))
      ?.ARN.split('/')
      .at(-1);
  }

  private renderDecision({ decision }: AuditEvent) {
    if (!decision) return html`<p>The call ended before anybody asked whether it was allowed.</p>`;
    const { kind, statement, policy } = decision.decidedBy;
    const by =
      kind === 'none'
        ? 'no policy allowed it'
        : `decided by ${kind.replace('-', ' ')}${statement ? `, statement “${statement}”` : ''}${policy ? ` of ${policy}` : ''}`;
    return html`<p><b>${decision.allowed ? 'Allowed' : 'Denied'}</b>: ${by}.</p>
      <ol>
        ${decision.trace.map((step: TraceStep) => html`<li>${step.gate.replace('-', ' ')}: <b>${step.outcome}</b>, ${step.action}${step.statement ? ` (${step.statement})` : ''}${step.because ? `. ${step.because}` : ''}</li>`)}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-event': StrongEvent;
  }
}
