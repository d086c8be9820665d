import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { requestedAccess, type AuditEvent, type CallSidecar } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { askedFacts } from '../decision/request-summary.ts';
import { decidedWords } from '../decision/describe-decision.ts';
import { askedIn, questionHref, questionOf } from '../decision/simulation.ts';
import { count, moment } from '../kit/format.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { callerOf, contextOf, keysOf } from './event-words.ts';
import '../kit/strong-copy.ts';
import '../decision/strong-decision.ts';
import '../kit/strong-icon.ts';

/** Members of a sidecar in the order in which they are shown. */
const SIDECAR = Object.keys(TEXTS.event.sidecar) as readonly (keyof CallSidecar)[];

/** A sidecar value with its unit. */
function sidecarText(sidecar: CallSidecar, name: keyof CallSidecar): string {
  const value = sidecar[name];
  if (typeof value !== 'number') return value ?? '';
  if (name === 'plaintextLen') return TEXTS.event.bytes(count(value));
  return name === 'delayMs' ? TEXTS.event.milliseconds(count(value)) : count(value);
}

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
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
        gap: 1rem 2rem;
        padding-block: 0.5rem 1.5rem;
      }
      .two > * {
        min-width: 0;
      }
      h2 {
        font-size: var(--t2);
      }
      pre {
        padding: 0.75rem;
        background: var(--raised);
        max-height: 28rem;
        overflow: auto;
      }
      .two p {
        margin-bottom: 0.75rem;
      }
      .sidecar {
        display: grid;
        grid-template-columns: minmax(8rem, auto) minmax(0, 1fr);
        gap: 0.25rem 1rem;
        margin-block: 0 0.75rem;
        font-size: var(--t1);
      }
      .sidecar dd {
        margin: 0;
        overflow-wrap: anywhere;
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
      ${this.open || this.drawn ? this.renderDetail(event) : nothing}
    </details>`;
  }

  private firstKey(event: AuditEvent): string | undefined {
    return requestedAccess(event)
      .resources?.find(({ ARN }) => ARN.includes(':key/'))
      ?.ARN.split('/')
      .at(-1);
  }

  private renderDetail(event: AuditEvent) {
    const json = JSON.stringify(event.record, undefined, 2);
    const key = this.firstKey(event);
    return html`<div class="two">
      <div>
        <h2>${TEXTS.event.record} <strong-copy .text=${json} what=${TEXTS.event.copied}></strong-copy></h2>
        <pre
          tabindex="0"
          role="region"
          aria-label=${TEXTS.event.shownRecord(event.record.eventName, event.record.eventID)}
        >
${json}</pre>
      </div>
      <div>
        <h2>${TEXTS.event.details}</h2>
        ${event.note ? html`<p>${event.note}</p>` : nothing}
        ${event.copies?.length ? html`<p>${TEXTS.event.copies}</p>` : nothing}
        ${key ? html`<p><a href=${href(['keys', key])}>${TEXTS.event.viewKey}</a></p>` : nothing}
        ${this.renderSidecar(event)} ${this.renderRequest(event)} ${this.renderDecision(event)}
      </div>
    </div>`;
  }

  private renderSidecar({ sidecar }: AuditEvent) {
    if (!sidecar) return nothing;
    return html`<dl class="sidecar">
      ${SIDECAR.filter((name) => sidecar[name] !== undefined).map(
        (name) =>
          html`<dt>${TEXTS.event.sidecar[name]}</dt>
            <dd class=${name.endsWith('Sha') || name === 'materialId' ? 'mono' : ''}>
              ${sidecarText(sidecar, name)}
            </dd>`,
      )}
    </dl>`;
  }

  private renderRequest({ request, record }: AuditEvent) {
    if (!request?.requestParameters) return nothing;
    return html`<p>${TEXTS.event.denied}</p>
      <pre tabindex="0" role="region" aria-label=${TEXTS.event.requestParameters(record.eventName)}>
${JSON.stringify(request.requestParameters, undefined, 2)}</pre>`;
  }

  private renderDecision(event: AuditEvent) {
    const { decision } = event;
    if (!decision)
      return html`<p>
        ${event.record.eventType === 'AwsServiceEvent' ? TEXTS.event.serviceEvent : TEXTS.event.notAuthorized}
      </p>`;
    const question = questionOf(event);
    const asked = askedIn(event);
    return html`<strong-decision
        .decision=${decision}
        .facts=${asked ? askedFacts(asked, decision) : []}
        past
      ></strong-decision>
      ${question ? this.renderSimulate(questionHref(question), decision.allowed) : nothing}`;
  }

  private renderSimulate(simulator: string, isAllowed: boolean) {
    return html`<p class="again">
      ${isAllowed ? TEXTS.event.simulate(simulator) : TEXTS.event.simulateForFix(simulator)}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-event': StrongEvent;
  }
}
