import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { policyDiff, type DiffLine } from './policy-diff.ts';
import { TEXTS } from './policy-text-texts.ts';
import { base } from '../styles/shared.ts';

const SIGNS = { same: '', gone: '−', new: '+' } as const;
const SPOKEN = { same: '', gone: TEXTS.diff.removed, new: TEXTS.diff.added } as const;

/** The differences between two policies: removed and added lines with some context. */
@customElement('strong-policy-diff')
export class StrongPolicyDiff extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        min-width: 0;
      }
      .lines {
        /* Contains the hidden texts for screen readers: otherwise they would stretch the page. */
        position: relative;
        max-height: 26rem;
        margin-top: 0.5rem;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font: 400 var(--t1) / 1.5 var(--mono);
      }
      td {
        padding: 0 0.5rem;
        vertical-align: top;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .number {
        width: 1px;
        padding-inline: 0.4rem;
        color: var(--soft);
        text-align: right;
        user-select: none;
        overflow-wrap: normal;
      }
      .sign {
        width: 1px;
        padding-inline: 0.25rem 0;
        font-weight: 700;
        user-select: none;
      }
      .gone td {
        background: var(--deny-tint);
      }
      .gone .sign {
        color: var(--deny);
      }
      .new td {
        background: var(--wall-tint);
      }
      .new .sign {
        color: var(--ok);
      }
      .left-out td {
        padding-block: 0.15rem;
        background: var(--sunken);
        color: var(--soft);
        font-family: var(--sans);
      }
      @container (max-width: 33rem) {
        .number {
          display: none;
        }
      }
    `,
  ];

  @property() old = '';
  @property() now = '';
  /** The accessible name of the lines. */
  @property() label = TEXTS.diff.label;

  override render() {
    const { old, now } = this;
    const diff = policyDiff(old, now);
    if (diff.parts.length === 0) {
      return html`<p>${old === now ? TEXTS.diff.same : TEXTS.diff.sameContent}</p>`;
    }
    return html`<p class="soft small">${TEXTS.diff.summary(diff.gone, diff.added)}</p>
      <div class="lines" tabindex="0" role="region" aria-label=${this.label}>
        <table>
          <tbody>
            ${diff.parts.map((part) => (typeof part === 'number' ? this.renderLeftOut(part) : part.map((line) => this.renderLine(line))))}
          </tbody>
        </table>
      </div>`;
  }

  private renderLine({ kind, text, before, after }: DiffLine) {
    return html`<tr class=${kind}>
      <td class="number" aria-hidden="true">${before ?? nothing}</td>
      <td class="number" aria-hidden="true">${after ?? nothing}</td>
      <td class="sign" aria-hidden="true">${SIGNS[kind]}</td>
      <td><span class="unseen">${SPOKEN[kind]} </span>${text}</td>
    </tr>`;
  }

  private renderLeftOut(howMany: number) {
    return html`<tr class="left-out">
      <td colspan="4">${TEXTS.diff.unchanged(howMany)}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-diff': StrongPolicyDiff;
  }
}
