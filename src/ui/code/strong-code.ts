import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TEXTS } from './code-texts.ts';
import { againstAws } from './examples.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/**
 * Code to read and copy. `local` is the line to remove when the program calls AWS: it is highlighted, and the code can
 * be copied without it. `prints` is the output of the code.
 */
@customElement('strong-code')
export class StrongCode extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      pre {
        padding: 0.75rem 0;
        border: 1px solid var(--line);
        background: var(--raised);
        line-height: 1.7;
        overflow-x: auto;
      }
      code {
        display: grid;
        width: max-content;
        min-width: 100%;
        white-space: pre;
        overflow-wrap: normal;
      }
      code > * {
        padding-inline: 1rem;
        border-left: 4px solid transparent;
      }
      mark {
        background: var(--brass-tint);
        border-color: var(--brass);
        color: inherit;
        font-weight: 600;
      }
      /* A transparent border is drawn in this mode: only the highlighted line has one. */
      @media (forced-colors: active) {
        code > :not(mark) {
          border-color: Canvas;
        }
      }
      .row {
        gap: 0.25rem 1rem;
        margin-top: 0.35rem;
      }
      .row strong-copy {
        margin-left: -0.4rem;
      }
      .printed {
        padding: 0.25rem 0.6rem;
        background: var(--sunken);
      }
    `,
  ];

  @property() code = '';
  /** The name of the region for screen readers. */
  @property() what = TEXTS.code;
  @property() local = '';
  @property() prints = '';

  override render() {
    const lines = this.code.split('\n');
    const aws = againstAws(this);
    return html`<pre tabindex="0" role="region" aria-label=${this.what}><code>${lines.map((line) =>
        // An empty line gets a space, so that it has a height. The copied code has none.
        this.isLocal(line) ? html`<mark>${line}</mark>` : html`<span>${line || ' '}</span>`,
      )}</code></pre>
      <div class="row">
        <strong-copy .text=${this.code} what=${this.what} words=${TEXTS.copy}></strong-copy>
        ${aws !== this.code ? html`<strong-copy .text=${aws} what=${this.what} words=${TEXTS.copyForAws}></strong-copy>` : nothing}
        ${this.prints ? html`<span class="small">${TEXTS.prints(this.prints)}</span>` : nothing}
      </div>`;
  }

  private isLocal(line: string): boolean {
    return this.local !== '' && line.trim() === this.local;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-code': StrongCode;
  }
}
