import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { policyDiff, type DiffLine, type PolicyDiff } from './policy-diff.ts';
import { count } from '../kit/format.ts';
import { base } from '../styles/shared.ts';

const SIGNS = { same: '', gone: '−', new: '+' } as const;
const SPOKEN = { same: '', gone: 'removed: ', new: 'added: ' } as const;

const lines = (howMany: number): string => `${count(howMany)} ${howMany === 1 ? 'line' : 'lines'}`;

/** What differs between two key policies: the lines that go and come, with some around them. */
@customElement('strong-policy-diff')
export class StrongPolicyDiff extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        min-width: 0;
      }
      .lines {
        /* What is only read out stays within: else it would stretch the page. */
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
      @media (max-width: 36rem) {
        .number {
          display: none;
        }
      }
    `,
  ];

  @property() old = '';
  @property() now = '';
  /** What is compared: the name of the lines for who cannot see them. */
  @property() label = 'Changes';

  override render() {
    const { old, now } = this;
    const diff = policyDiff(old, now);
    if (diff.parts.length === 0) {
      return html`<p>${old === now ? 'They are the same.' : 'They say the same: only the layout differs.'}</p>`;
    }
    return html`<p class="soft small">${this.summary(diff)}</p>
      <div class="lines" tabindex="0" role="region" aria-label=${this.label}>
        <table>
          <tbody>
            ${diff.parts.map((part) => (typeof part === 'number' ? this.renderLeftOut(part) : part.map((line) => this.renderLine(line))))}
          </tbody>
        </table>
      </div>`;
  }

  private summary({ gone, added }: PolicyDiff): string {
    if (gone === 0) return `${lines(added)} more.`;
    return added === 0 ? `${lines(gone)} less.` : `${lines(gone)} less, ${lines(added)} more.`;
  }

  private renderLine({ kind, text, before, after }: DiffLine) {
    return html`<tr class=${kind}>
      <td class="number" aria-hidden="true">${before ?? nothing}</td>
      <td class="number" aria-hidden="true">${after ?? nothing}</td>
      <td class="sign" aria-hidden="true">${SIGNS[kind]}</td>
      <td><span class="unseen">${SPOKEN[kind]}</span>${text}</td>
    </tr>`;
  }

  private renderLeftOut(howMany: number) {
    return html`<tr class="left-out">
      <td colspan="4">${lines(howMany)} as before</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-diff': StrongPolicyDiff;
  }
}
