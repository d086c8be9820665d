import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Fix } from '../../model/decision.ts';
import { altersByPrincipal, changeJson, changeWords } from '../state/decision-words.ts';
import { callerName } from '../state/principal-words.ts';
import { callout } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import './strong-copy.ts';

/** What `strong-apply` carries. */
export type ApplyEvent = CustomEvent<{ readonly fix: Fix }>;

/** More principals than these are only counted. */
const MOST_SHOWN = 8;

/**
 * The smallest change that lets a denied call through: what it does, what else it alters in the key's access matrix, the documents that it puts.
 * Fires `strong-apply`, which bubbles, with the fix.
 */
@customElement('strong-fix')
export class StrongFix extends LitElement {
  static override styles = [
    base,
    controls,
    callout,
    css`
      .title {
        font-weight: 650;
      }
      .says {
        overflow-wrap: anywhere;
      }
      li {
        margin-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
    `,
  ];

  @property({ attribute: false }) fix: Fix | undefined;
  /** It is being applied. */
  @property({ type: Boolean }) busy = false;
  /** What the application said; shown instead of the button. */
  @property() applied = '';

  override render() {
    const { fix } = this;
    if (!fix) return nothing;
    return html`<div class="callout" role="group" aria-label="Smallest change">
      <p class="title">The smallest change that would let it through</p>
      <p class="says">${fix.says}</p>
      ${this.renderAlters(fix)}
      ${fix.changes.map((change) => {
        const json = changeJson(change);
        return html`<details>
          <summary>What is put: ${changeWords(change)}</summary>
          <pre tabindex="0" role="region" aria-label="New document: ${changeWords(change)}">${json}</pre>
          <strong-copy .text=${json} what="the new document"></strong-copy>
        </details>`;
      })}
      ${
        this.applied
          ? html`<p><b>${this.applied}</b></p>`
          : html`<div><button type="button" class="primary" aria-disabled=${this.busy} @click=${this.apply}>Apply this change</button></div>`
      }
    </div>`;
  }

  private renderAlters({ alters }: Fix) {
    const rows = altersByPrincipal(alters);
    if (rows.length === 0)
      return html`<p class="soft">It alters no cell of the key’s access matrix: nobody of the directory gains or loses anything.</p>`;
    if (rows.length > MOST_SHOWN) return html`<p>It alters ${alters.length} cells of the key’s access matrix, of ${rows.length} principals.</p>`;
    return html`<div>
      <p>In the key’s access matrix it alters ${alters.length === 1 ? 'one cell' : `${alters.length} cells`}, and no other:</p>
      <ul>
        ${rows.map(
          ({ principal, gains, loses }) =>
            html`<li>
              <b>${callerName(principal)}</b>
              ${[gains.length > 0 ? `may then call ${gains.join(', ')}` : '', loses.length > 0 ? `may no longer call ${loses.join(', ')}` : ''].filter(Boolean).join('; ')}.
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private apply() {
    if (this.busy || !this.fix) return;
    this.dispatchEvent(new CustomEvent('strong-apply', { detail: { fix: this.fix }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-fix': StrongFix;
  }
}
