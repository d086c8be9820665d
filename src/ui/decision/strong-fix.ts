import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Fix, FixChange } from '../../model/decision.ts';
import { altersByPrincipal, changeJson, changeWords } from './decision-texts.ts';
import { wantPolicy } from './policy-text-request.ts';
import { callerName } from '../page/principal-names.ts';
import { callout } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** What `strong-apply` carries. */
export type ApplyEvent = CustomEvent<{ readonly fix: Fix }>;

/** More principals than these are only counted. */
const MAX_SHOWN = 8;

/**
 * The smallest change that lets a denied call through: what it does, what else it alters in the key's access matrix, and where the documents that it puts differ from those that are there (see policy-wanted).
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

  /** What stands now where the changes put something, once that was asked for. */
  @state() private present: ReadonlyMap<FixChange, string> = new Map();

  override render() {
    const { fix } = this;
    if (!fix) return nothing;
    return html`<div class="callout" role="group" aria-label="Smallest change">
      <p class="title">The smallest change that would let it through</p>
      <p class="says">${fix.says}</p>
      <p class="soft small">
        Conditions are not considered: a statement that this adds allows the call whatever the encryption context and
        the rest of the request.
      </p>
      ${this.renderAlters(fix)} ${fix.changes.map((change) => this.renderChange(change))}
      ${
        this.applied
          ? html`<p><b>${this.applied}</b></p>`
          : html`<div>
              <button type="button" class="primary" aria-disabled=${this.busy} @click=${this.apply}>
                Apply this change
              </button>
            </div>`
      }
    </div>`;
  }

  private renderChange(change: FixChange) {
    const json = changeJson(change);
    const present = this.present.get(change);
    return html`<details @toggle=${(event: Event) => this.onToggle(event, change)}>
      <summary>What it changes: ${changeWords(change)}</summary>
      ${
        present === undefined
          ? html`<pre tabindex="0" role="region" aria-label="New document: ${changeWords(change)}">${json}</pre>`
          : html`<strong-policy-diff
              .old=${present}
              .now=${json}
              label="Changes of ${changeWords(change)}"
            ></strong-policy-diff>`
      }
      <strong-copy .text=${json} what="the new document" words="Copy all of it"></strong-copy>
    </details>`;
  }

  /** Once it was applied, what is there now is what it put: the comparison stays as it was. */
  private async onToggle(event: Event, change: FixChange) {
    if (!(event.target as HTMLDetailsElement).open || this.present.has(change) || this.applied) return;
    const found = await wantPolicy(this, { change }).catch(() => undefined);
    if (found) this.present = new Map([...this.present, [change, found.text]]);
  }

  private renderAlters({ alters }: Fix) {
    const rows = altersByPrincipal(alters);
    if (rows.length === 0)
      return html`<p class="soft">
        It alters no cell of the key’s access matrix: nobody of the directory gains or loses anything.
      </p>`;
    if (rows.length > MAX_SHOWN)
      return html`<p>It alters ${alters.length} cells of the key’s access matrix, of ${rows.length} principals.</p>`;
    return html`<div>
      <p>
        In the key’s access matrix it alters ${alters.length === 1 ? 'one cell' : `${alters.length} cells`}, and no
        other:
      </p>
      <ul>
        ${rows.map(
          ({ principal, gains, conditional, loses }) =>
            html`<li>
              <b>${callerName(principal)}</b>
              ${[gains.length > 0 ? `may then call ${gains.join(', ')}` : '', conditional.length > 0 ? `may then call ${conditional.join(', ')} under conditions` : '', loses.length > 0 ? `may no longer call ${loses.join(', ')}` : ''].filter(Boolean).join('; ')}.
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
