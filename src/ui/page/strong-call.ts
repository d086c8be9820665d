import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallRecord } from './call-recorder.ts';
import { TEXTS } from './call-texts.ts';
import { href } from './router.ts';
import { duration, ends } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-icon.ts';

/** Secret members: marked as plaintext. */
const PLAINTEXT = new Set(['Plaintext', 'PrivateKeyPlaintext', 'SharedSecret']);

/** A call to KMS: one line, which expands to the request and the response. */
@customElement('strong-call')
export class StrongCall extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr) auto 1rem;
        gap: 0 0.6rem;
        align-items: center;
        min-height: 2.5rem;
        padding: 0.3rem 0;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary > strong-icon:last-child {
        width: 1rem;
        color: var(--soft);
        transition: transform var(--quick);
      }
      details[open] summary > strong-icon:last-child {
        transform: rotate(180deg);
      }
      .ok {
        color: var(--ok);
      }
      .failed {
        color: var(--deny);
      }
      .name {
        font: 600 var(--t1) / 1.4 var(--mono);
      }
      .outcome {
        white-space: nowrap;
        color: var(--soft);
        font-size: var(--t1);
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
        gap: 1rem 2rem;
        padding: 0.25rem 0 1.25rem 1.85rem;
      }
      .two > div {
        min-width: 0;
      }
      h3 {
        margin: 0 0 0.25rem;
        font-size: var(--t1);
        font-weight: 600;
        color: var(--soft);
      }
      dl {
        display: grid;
        gap: 0.5rem;
      }
      dt {
        font: 600 var(--t1) / 1.4 var(--mono);
      }
      dd.mono {
        white-space: pre-wrap;
      }
      dd.secret {
        padding: 0.4rem 0.6rem;
        border: 2px dashed var(--plaintext);
        background: var(--plaintext-tint);
      }
      dd.secret b {
        color: var(--plaintext);
        font-size: var(--t1);
      }
    `,
  ];

  @property({ attribute: false }) call: CallRecord | undefined;
  /** Whether it is expanded from the start. */
  @property({ type: Boolean }) open = false;

  override render() {
    const { call } = this;
    if (!call) return nothing;
    const { reply } = call;
    // Of an error, only what AWS sends: its cause is explained elsewhere.
    const answer: Record<string, unknown> = reply.ok
      ? (reply.output as Record<string, unknown>)
      : { name: reply.error.name, message: reply.error.message };
    return html`<details ?open=${this.open}>
      <summary>
        <strong-icon class=${reply.ok ? 'ok' : 'failed'} name=${reply.ok ? 'check' : 'cross'}></strong-icon>
        <span><span class="name">${call.operation}</span> <span class="outcome">${this.outcome(call)}</span></span>
        <span class="outcome">${duration(call.milliseconds)}</span>
        <strong-icon name="down"></strong-icon>
      </summary>
      <div class="two">
        <div>
          <h3>${TEXTS.call.request}</h3>
          ${this.renderMembers(call.input as unknown as Record<string, unknown>)}
        </div>
        <div>
          <h3>${TEXTS.call.response}</h3>
          ${this.renderMembers(answer)} ${reply.event ? this.renderEventLink(reply.event.record.eventID) : nothing}
        </div>
      </div>
    </details>`;
  }

  private outcome({ reply }: CallRecord): string {
    if (!reply.ok) return reply.error.name;
    const { KeyMetadata, KeyId } = reply.output as { KeyMetadata?: { KeyId?: string }; KeyId?: string };
    const id = KeyMetadata?.KeyId ?? KeyId;
    return id ? TEXTS.call.key(ends(id.replace(/^.*key\//, ''))) : TEXTS.call.succeeded;
  }

  private renderEventLink(event: string) {
    return html`<p class="small"><a href=${href(['activity'], { event })}>${TEXTS.call.viewEvent}</a></p>`;
  }

  private renderMembers(members: Record<string, unknown>) {
    const entries = Object.entries(members).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return html`<p class="soft small">${TEXTS.call.empty}</p>`;
    return html`<dl>
      ${entries.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            ${this.renderValue(name, value)}`,
      )}
    </dl>`;
  }

  private renderValue(name: string, value: unknown) {
    if (value instanceof Uint8Array) {
      const secret = PLAINTEXT.has(name);
      return html`<dd class=${secret ? 'secret' : ''}>
        ${secret ? html`<b>${TEXTS.call.plaintext}</b>` : nothing}<strong-bytes
          .bytes=${value}
          what=${name}
        ></strong-bytes>
      </dd>`;
    }
    if (value instanceof Date) return html`<dd>${value.toISOString()}</dd>`;
    return html`<dd class="mono">${typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}</dd>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-call': StrongCall;
  }
}
