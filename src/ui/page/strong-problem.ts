import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople } from '../../model/arn.ts';
import type { KeyLocation } from '../../model/contract.ts';
import { REGIONS } from '../../model/regions.ts';
import { WHY } from './denied-calls.ts';
import { SWITCH_TO, type SwitchTo } from './page-context.ts';
import { TEXTS } from './page-texts.ts';
import type { Problem } from './problem.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-icon.ts';

/** The errors in the document, by the names of their landmarks. */
const landmarks = new Map<StrongProblem, string>();

/**
 * An error: what happened, what to do, and the verbatim name and message, to copy. A denied call has a button that
 * fires `strong-why`. The slot takes buttons for what to do next. Each is a landmark with a name of its own.
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
  /** Where the missing key exists; each has a button that fires `strong-switch-to`. */
  @property({ attribute: false }) elsewhere: readonly KeyLocation[] = [];
  /** The cause, where the sandbox knows it and AWS does not tell it. */
  @property() cause = '';
  /** Current account and Region. */
  @property() account = '';
  @property() region = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    landmarks.delete(this);
  }

  /** Returns a name that no other error in the document has. */
  private nameLandmark({ name }: Problem) {
    const taken = [...landmarks.values()];
    let number = 1;
    while (taken.includes(TEXTS.problem.region(name, number))) number++;
    const free = TEXTS.problem.region(name, number);
    landmarks.set(this, free);
    return free;
  }

  override render() {
    const { problem } = this;
    landmarks.delete(this);
    if (!problem) return nothing;
    return html`<section aria-label=${this.nameLandmark(problem)}>
      <p class="title">
        <strong-icon name="warn"></strong-icon><span>${problem.words?.happened ?? TEXTS.problem.failed}</span>
      </p>
      ${problem.words ? html`<p>${problem.words.next}</p>` : nothing}
      <p class="verbatim mono">
        <span><b>${problem.name}</b>${problem.message ? html`: ${problem.message}` : nothing}</span>
        <strong-copy
          .text=${[problem.name, problem.message].filter(Boolean).join(': ')}
          what=${TEXTS.problem.copied}
        ></strong-copy>
      </p>
      ${this.renderHidden(problem)} ${this.cause ? this.renderCause(this.cause) : nothing}
      ${this.elsewhere.map((key) => this.renderElsewhere(key))}
      ${problem.requestId ? this.renderViewDecision(problem.requestId) : nothing}
      <slot></slot>
    </section>`;
  }

  /** What AWS does not tell. A cause that the page knows itself is more exact than what the engine checked. */
  private renderHidden({ note, words }: Problem) {
    const known = note ?? (this.cause ? undefined : words?.hidden);
    return known ? this.renderCause(known) : nothing;
  }

  private renderViewDecision(requestId: string) {
    return html`<div>
      <button type="button" @click=${() => WHY.dispatch(this, { requestId })}>${TEXTS.problem.viewDecision}</button>
    </div>`;
  }

  private renderCause(text: unknown) {
    return html`<p class="cause"><small>${TEXTS.problem.sandboxOnly}</small>${text}</p>`;
  }

  private renderElsewhere({ region, account }: KeyLocation) {
    const switchTo: SwitchTo = {
      ...(region === this.region ? {} : { region }),
      ...(account === this.account ? {} : { account }),
    };
    if (Object.keys(switchTo).length === 0) return nothing;
    const regionName = REGIONS[region] ? `${region}, ${REGIONS[region]}` : region;
    const otherAccount = switchTo.account && accountForPeople(account);
    return html`${this.renderCause(TEXTS.problem.existsElsewhere(switchTo.region && regionName, otherAccount))}
      <div>
        <button type="button" @click=${() => SWITCH_TO.dispatch(this, switchTo)}>
          ${TEXTS.problem.switchTo(switchTo.region, otherAccount)}
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-problem': StrongProblem;
  }
}
