import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { jsonOf } from '../page/input-json.ts';
import type { LeastPolicy } from './least-privilege-policy.ts';
import { count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** What `strong-take` carries. */
export type TakeEvent = CustomEvent<{ readonly document: PolicyDocument }>;

const calls = (howMany: number): string => `${count(howMany)} ${howMany === 1 ? 'call' : 'calls'}`;

/**
 * The least identity policy for what somebody has called, beside what they have. Fires `strong-wanted` when it is opened: set `least` then; and `strong-take`
 * with the document that is to stand in place of theirs.
 */
@customElement('strong-least-policy')
export class StrongLeastPolicy extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        padding-block: 0.25rem 0.75rem;
      }
      pre {
        padding: 0.75rem;
        max-height: 24rem;
        overflow: auto;
        background: var(--sunken);
      }
    `,
  ];

  @property({ attribute: false }) least: LeastPolicy | undefined;
  /** The identity policies that there are. */
  @property({ attribute: false }) present: readonly PolicyDocument[] = [];
  /** Names of groups whose policies count beside them. */
  @property({ attribute: false }) groups: readonly string[] = [];

  override render() {
    return html`<details @toggle=${this.onToggle}>
      <summary>Least policy for what it called</summary>
      <div class="stack">
        ${this.least ? this.renderLeast(this.least) : html`<p class="soft" role="status">Reading the log…</p>`}
      </div>
    </details>`;
  }

  private renderLeast({ document, calls: all, needed, denied, unrecorded }: LeastPolicy) {
    const old =
      unrecorded === 0
        ? ''
        : ` ${calls(unrecorded)} left out: an earlier version stored them without what they needed.`;
    if (!document) {
      return html`<p>
        ${
          all === 0
            ? 'It has called nothing yet: there is nothing to read a policy from.'
            : `It needed no identity policy: its last ${calls(all - unrecorded)} were allowed, or denied, without one.`
        }${old}
      </p>`;
    }
    const [only] = this.present;
    const json = jsonOf(document);
    return html`<p>
        Of its last ${calls(all)}, ${count(needed)} needed an identity
        policy${denied > 0 ? ` (${count(denied)} of them in vain)` : ''}. This one allows what they needed, and nothing
        else.${old} ${this.groups.length > 0 ? `The policies of ${this.groups.join(', ')} count beside it.` : ''}
      </p>
      <pre tabindex="0" role="region" aria-label="Least policy">${json}</pre>
      ${
        only && this.present.length === 1
          ? html`<details>
              <summary>Against its policy now</summary>
              <strong-policy-diff
                .old=${jsonOf(only)}
                .now=${json}
                label="Least policy against the present one"
              ></strong-policy-diff>
            </details>`
          : nothing
      }
      <div class="row">
        <button type="button" @click=${() => this.take(document)}>Put it in place of its identity policies</button>
        <strong-copy .text=${json} what="the least policy" words="Copy"></strong-copy>
      </div>
      <p class="soft small">It goes into the form below; nothing changes before you save.</p>`;
  }

  private onToggle(event: Event) {
    // Also the details inside say that they were opened: only these here ask for something.
    if (event.target === event.currentTarget && (event.target as HTMLDetailsElement).open)
      this.dispatchEvent(new Event('strong-wanted'));
  }

  private take(document: PolicyDocument) {
    this.dispatchEvent(new CustomEvent('strong-take', { detail: { document } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-least-policy': StrongLeastPolicy;
  }
}
