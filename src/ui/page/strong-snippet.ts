import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { href } from './router.ts';
import type { CallRecord } from './call-recorder.ts';
import type { Problem } from './problem.ts';
import { base, controls } from '../styles/shared.ts';
import './strong-call.ts';
import '../kit/strong-copy.ts';
import './strong-problem.ts';

/** Lines of AWS SDK code, and a button that asks for exactly their calls: fires `strong-run`. What came of it is given back as `calls`, `printed` and `problem`. */
@customElement('strong-snippet')
export class StrongSnippet extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .lead {
        max-width: 68ch;
        margin-bottom: 1rem;
      }
      pre {
        padding: 1rem;
        border: 1px solid var(--line);
        background: var(--raised);
        line-height: 1.7;
        white-space: pre;
        overflow-x: auto;
      }
      .row {
        margin: 0.75rem 0;
      }
      .printed {
        padding: 0.5rem 0.75rem;
        background: var(--sunken);
      }
    `,
  ];

  @property() code = '';
  @property({ attribute: false }) calls: readonly CallRecord[] = [];
  /** What the code would print; undefined until it ran. */
  @property({ attribute: false }) printed: string | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) busy = false;

  override render() {
    return html`<p class="lead">
        Ordinary AWS SDK code. In the console of this page <code>strongroom</code> is already there; without the request
        handler the same lines run against AWS. <a href=${href(['library'])}>More ways</a>: in an app of yours, in Node,
        in tests.
      </p>
      <pre tabindex="0" role="region" aria-label="The code">${this.code}</pre>
      <div class="row">
        <button
          type="button"
          aria-disabled=${this.busy ? 'true' : 'false'}
          @click=${() => this.dispatchEvent(new Event('strong-run'))}
        >
          ${this.busy ? 'Running …' : 'Run these calls here'}
        </button>
        <strong-copy .text=${this.code} what="the code"></strong-copy>
      </div>
      ${this.calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
      ${this.printed === undefined ? nothing : html`<p class="row">Printed: <output class="printed mono">${this.printed}</output></p>`}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-snippet': StrongSnippet;
  }
}
