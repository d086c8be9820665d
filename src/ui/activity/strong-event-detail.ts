import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { requestedAccess, type AuditEvent, type CallSidecar, type CloudTrailRecord } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { WHY } from '../page/denied-calls.ts';
import { askedFacts } from '../decision/request-summary.ts';
import { askedIn, questionHref, questionOf } from '../decision/simulation.ts';
import { bytesExactly, count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { isDoneByKms, sensitiveNotes } from './event-words.ts';
import '../kit/strong-copy.ts';
import '../decision/strong-decision.ts';
import '../kit/strong-icon.ts';

/** Members of a sidecar in the order in which they are shown. */
const SIDECAR = Object.keys(TEXTS.event.sidecar) as readonly (keyof CallSidecar)[];

/** A sidecar value with its unit. */
function sidecarText(sidecar: CallSidecar, name: keyof CallSidecar): string {
  const value = sidecar[name];
  if (typeof value !== 'number') return value ?? '';
  if (name === 'plaintextLen') return bytesExactly(value);
  return name === 'delayMs' ? TEXTS.event.milliseconds(count(value)) : count(value);
}

/** An event in full: the CloudTrail record, what only the sandbox knows, the decision, and links to related events. */
@customElement('strong-event-detail')
export class StrongEventDetail extends LitElement {
  static override styles = [
    base,
    controls,
    css`
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
      .note {
        color: var(--warn);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        margin-block: 0.25rem 0.75rem;
        list-style: none;
      }
    `,
  ];

  @property({ attribute: false }) event: AuditEvent | undefined;

  override render() {
    return this.event ? this.renderDetail(this.event) : nothing;
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
        <h2>
          ${TEXTS.event.record}
          <strong-copy .text=${json} words=${TEXTS.event.copyJson} what=${TEXTS.event.copied}></strong-copy>
        </h2>
        <pre
          tabindex="0"
          role="region"
          aria-label=${TEXTS.event.shownRecord(event.record.eventName, event.record.eventID)}
        >
${json}</pre>
        ${event.copies?.map((copy) => this.renderCopy(copy))}
      </div>
      <div>
        <h2>${TEXTS.event.details}</h2>
        ${sensitiveNotes(event).map(
          (note) => html`<p class="note"><strong-icon name="warn"></strong-icon> ${note}</p>`,
        )}
        ${event.note ? html`<p>${event.note}</p>` : nothing}
        ${event.copies?.length ? html`<p>${TEXTS.event.copies}</p>` : nothing}
        ${key ? html`<p><a href=${href(['keys', key])}>${TEXTS.event.viewKey}</a></p>` : nothing}
        ${this.renderRelated(event)} ${this.renderSidecar(event)} ${this.renderRequest(event)}
        ${this.renderDecision(event)}
      </div>
    </div>`;
  }

  /** The record of the same call in the trail of another account. */
  private renderCopy(copy: CloudTrailRecord) {
    const json = JSON.stringify(copy, undefined, 2);
    return html`<h2>
        ${TEXTS.event.copyOf(copy.recipientAccountId)}
        <strong-copy .text=${json} words=${TEXTS.event.copyJson} what=${TEXTS.event.copied}></strong-copy>
      </h2>
      <pre tabindex="0" role="region" aria-label=${TEXTS.event.shownRecord(copy.eventName, copy.eventID)}>
${json}</pre>`;
  }

  private renderRelated(event: AuditEvent) {
    const { userIdentity, eventName, requestID } = event.record;
    const texts = TEXTS.event;
    const related = [
      {
        text: texts.sameKey,
        query: { key: requestedAccess(event).resources?.find(({ ARN }) => ARN.includes(':key/'))?.ARN },
      },
      { text: texts.sameCaller, query: { caller: userIdentity.arn ?? userIdentity.invokedBy } },
      { text: texts.sameOperation, query: { operation: eventName } },
      { text: texts.sameRequest, query: { request: requestID } },
    ].filter(({ query }) => Object.values(query).some(Boolean));
    return html`<h2>${texts.related}</h2>
      <ul>
        ${related.map(({ text, query }) => html`<li><a href=${href(['activity'], query)}>${text}</a></li>`)}
      </ul>`;
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
    if (!decision) return html`<p>${isDoneByKms(event) ? TEXTS.event.serviceEvent : TEXTS.event.notAuthorized}</p>`;
    const question = questionOf(event);
    const asked = askedIn(event);
    return html`<h2>${TEXTS.event.decision} ${decision.allowed ? nothing : this.renderExplain(event)}</h2>
      <strong-decision .decision=${decision} .facts=${asked ? askedFacts(asked, decision) : []} past></strong-decision>
      ${question ? this.renderSimulate(questionHref(question), decision.allowed) : nothing}`;
  }

  /** Opens the decision in the dialog of the shell, with a fix for the policies as they are now. */
  private renderExplain({ record: { requestID } }: AuditEvent) {
    if (requestID === undefined) return nothing;
    return html`<button type="button" class="plain" @click=${() => WHY.dispatch(this, { requestId: requestID })}>
      ${TEXTS.event.explain}
    </button>`;
  }

  private renderSimulate(simulator: string, isAllowed: boolean) {
    return html`<p class="again">
      ${isAllowed ? TEXTS.event.simulate(simulator) : TEXTS.event.simulateForFix(simulator)}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-event-detail': StrongEventDetail;
  }
}
