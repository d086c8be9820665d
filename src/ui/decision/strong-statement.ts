import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseArn } from '../../model/arn.ts';
import type { TraceStep } from '../../model/decision.ts';
import { policyRefOf } from '../../model/policy-name.ts';
import { href } from '../page/router.ts';
import { TEXTS } from './decision-texts.ts';
import { stepName } from './describe-decision.ts';
import { wantPolicy } from './policy-text-request.ts';
import type { PolicyText } from './policy-text-request.ts';
import { base, controls } from '../styles/shared.ts';

const WORDS = TEXTS.statement;

/**
 * A statement or grant that was evaluated: its name, and whether it matched or the first element that did not. A button
 * shows its policy with the statement marked; the text comes through policy-text-request.ts.
 */
@customElement('strong-statement')
export class StrongStatement extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-top: 0.35rem;
        padding: 0.2rem 0 0.2rem 0.75rem;
        border-left: 3px solid var(--line);
        color: var(--text);
        overflow-wrap: anywhere;
      }
      :host([outcome='allow']) {
        border-color: var(--ok);
      }
      :host([outcome='deny']) {
        border-color: var(--deny);
      }
      :host([outcome='stops']) {
        border-color: var(--warn);
      }
      :host([outcome='no-match']) {
        border-left-style: dotted;
        border-color: var(--edge);
        color: var(--soft);
      }
      .element {
        margin-right: 0.4rem;
        padding: 0 0.35rem;
        border: 1px solid var(--edge);
        color: var(--text);
        font-weight: 600;
      }
      .open {
        min-height: 1.75rem;
        padding: 0;
        font-size: var(--t1);
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      .text {
        display: grid;
        gap: 0.35rem;
        margin-top: 0.35rem;
        color: var(--text);
      }
      pre {
        padding: 0.75rem;
        max-height: 20rem;
        overflow: auto;
        background: var(--sunken);
      }
      mark {
        border-left: 3px solid var(--brass);
        background: var(--raised);
        color: inherit;
        font-weight: 600;
      }
      mark.lines {
        display: block;
        margin-left: -0.75rem;
        padding-left: calc(0.75rem - 3px);
      }
      @media (pointer: coarse) {
        .open {
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) step: TraceStep | undefined;
  /** The decision is of a past call: the policy can have changed since. */
  @property({ type: Boolean }) past = false;

  @state() private open = false;
  /** `false`: the policy no longer exists. */
  @state() private text: PolicyText | false | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('step')) return;
    this.setAttribute('outcome', this.step?.outcome ?? '');
    // The same statement in another decision stays open.
    if (changed.get('step')?.policy !== this.step?.policy || changed.get('step')?.statement !== this.step?.statement)
      this.open = false;
    else if (this.open) void this.read();
  }

  override render() {
    const { step } = this;
    if (!step) return nothing;
    const describe = step.effect === 'Deny' ? WORDS.outcomeOfDeny : WORDS.outcome;
    return html`<p class="small">${describe(stepName(step), step.outcome)} ${this.renderOpener(step)}</p>
      ${
        step.because
          ? html`<p class="small because">
              ${step.element ? html`<span class="element">${step.element}</span>` : nothing}${step.because}
            </p>`
          : nothing
      }
      ${this.open ? this.renderText(step) : nothing}`;
  }

  private renderOpener({ grant, statement, resource, ...named }: TraceStep) {
    if (grant !== undefined) {
      const key = parseArn(resource)?.resource.replace('key/', '');
      return key ? html`<a class="open" href=${href(['keys', key, 'grants'])}>${WORDS.viewGrants}</a>` : nothing;
    }
    if (policyRefOf(named) === undefined || statement === undefined) return nothing;
    return html`<button type="button" class="plain open" aria-expanded=${this.open} @click=${this.toggle}>
      ${this.open ? WORDS.hidePolicy : WORDS.showPolicy}
    </button>`;
  }

  private renderText(step: TraceStep) {
    const { text } = this;
    if (text === undefined) return html`<p class="soft small" role="status">${WORDS.loading}</p>`;
    if (text === false) return html`<p class="soft small" role="status">${WORDS.policyGone}</p>`;
    const { from, to } = text.statement ?? { from: text.text.length, to: text.text.length };
    // A block element ends its line itself.
    const lines = text.text[from - 1] === '\n' && text.text[to] === '\n';
    return html`<div class="text">
      ${this.past ? html`<p class="soft small">${WORDS.policyThen}</p>` : nothing}
      ${text.statement ? nothing : html`<p class="small"><b>${WORDS.statementGone}</b></p>`}
      <pre tabindex="0" role="region" aria-label=${WORDS.policyOf(stepName(step))}>
${text.text.slice(0, from)}${
          text.statement ? html`<mark class=${lines ? 'lines' : ''}>${text.text.slice(from, to)}</mark>` : nothing
        }${text.text.slice(lines ? to + 1 : to)}</pre>
    </div>`;
  }

  private async toggle() {
    this.open = !this.open;
    if (!this.open) return;
    await this.read();
    await this.updateComplete;
    const pre = this.renderRoot.querySelector('pre');
    const mark = pre?.querySelector('mark');
    if (pre && mark) pre.scrollTop = mark.offsetTop - pre.offsetTop - 24;
  }

  private async read() {
    const { step } = this;
    const policy = step && policyRefOf(step);
    if (policy === undefined || step?.statement === undefined) return;
    this.text = undefined;
    const text = await wantPolicy(this, { policy, statement: step.statement }).catch(() => undefined);
    if (step === this.step) this.text = text ?? false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-statement': StrongStatement;
  }
}
