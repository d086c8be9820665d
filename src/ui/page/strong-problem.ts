import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople } from '../../model/arn.ts';
import type { KeyLocation } from '../../model/contract.ts';
import { REGIONS } from '../../model/regions.ts';
import { WHY, type Why } from './denied-calls.ts';
import { SWITCH_TO, type SwitchTo } from './page-context.ts';
import type { Problem } from './problem.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-icon.ts';

/** The mark on what the sandbox adds to an answer. */
const UNTOLD = 'AWS would not tell you this';

/**
 * An error: what happened and what to do in words, and beside it the name and text exactly as they were answered, to copy.
 * A denial has a button *Why?*, which fires `strong-why`. `elsewhere` lists where the missing key does exist; its buttons fire `strong-switch-to`. `cause` is the truth that AWS would not tell.
 * The slot takes buttons for what to do next.
 */
@customElement('strong-problem')
export class StrongProblem extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-block: 1.5rem;
      }
      section {
        padding: 0.9rem 1.1rem 1rem;
        border: 1px solid var(--deny);
        border-left-width: 4px;
        background: var(--raised);
        display: grid;
        gap: 0.6rem;
      }
      .title {
        display: flex;
        gap: 0.5rem;
        align-items: start;
        font-weight: 650;
        color: var(--deny);
      }
      .title strong-icon {
        margin-top: 0.15em;
      }
      .verbatim {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: 0.5rem;
        padding: 0.5rem 0.75rem;
        background: var(--sunken);
      }
      .verbatim b {
        font-weight: 600;
      }
      .cause {
        padding: 0.5rem 0.75rem;
        border-left: 4px solid var(--brass);
        background: var(--brass-tint);
      }
      .cause small {
        display: block;
        font-size: var(--t1);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) problem: Problem | undefined;
  @property({ attribute: false }) elsewhere: readonly KeyLocation[] = [];
  @property() cause = '';
  /** Account and Region where the visitor is. */
  @property() account = '';
  @property() region = '';

  override render() {
    const { problem } = this;
    if (!problem) return nothing;
    return html`<section aria-label="Error: ${problem.name}">
      <p class="title">
        <strong-icon name="warn"></strong-icon><span>${problem.words?.happened ?? 'That did not work.'}</span>
      </p>
      ${problem.words ? html`<p>${problem.words.next}</p>` : nothing}
      <p class="verbatim mono">
        <span><b>${problem.name}</b>${problem.message ? html`: ${problem.message}` : nothing}</span>
        <strong-copy .text=${[problem.name, problem.message].filter(Boolean).join(': ')} what="the error"></strong-copy>
      </p>
      ${problem.note ? this.renderCause(UNTOLD, problem.note) : nothing}
      ${this.cause ? this.renderCause(UNTOLD, this.cause) : nothing}
      ${this.elsewhere.map((key) => this.renderElsewhere(key))}
      ${problem.requestId ? html`<div><button type="button" @click=${() => this.why(problem.requestId)}>Why?</button></div>` : nothing}
      <slot></slot>
    </section>`;
  }

  private renderCause(title: string, text: string) {
    return html`<p class="cause"><small>${title}</small>${text}</p>`;
  }

  private renderElsewhere(key: KeyLocation) {
    const otherRegion = key.region !== this.region;
    const otherAccount = key.account !== this.account;
    const places = [
      otherRegion ? `Region ${key.region}${REGIONS[key.region] ? `, ${REGIONS[key.region]}` : ''}` : '',
      otherAccount ? `account ${accountForPeople(key.account)}` : '',
    ].filter(Boolean);
    if (places.length === 0) return nothing;
    return html`${this.renderCause(UNTOLD, `There is one of this name in ${places.join('; ')}.`)}
      <div>
        <button
          type="button"
          @click=${() => this.switchTo({ ...(otherRegion ? { region: key.region } : {}), ...(otherAccount ? { account: key.account } : {}) })}
        >
          Switch to
          ${[otherRegion ? key.region : '', otherAccount ? accountForPeople(key.account) : ''].filter(Boolean).join(' and ')}
        </button>
      </div>`;
  }

  private why(requestId = '') {
    this.dispatchEvent(new CustomEvent<Why>(WHY, { detail: { requestId }, bubbles: true, composed: true }));
  }

  private switchTo(detail: SwitchTo) {
    this.dispatchEvent(new CustomEvent(SWITCH_TO, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-problem': StrongProblem;
  }
}
