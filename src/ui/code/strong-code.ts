import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { againstAws } from './examples.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/**
 * Code to read and copy. `local` marks the one line that is not there when the same program talks to AWS, and gives the code without it to copy too.
 * `prints` is what the code prints.
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
  /** What it is: names the region for screen readers. */
  @property() what = 'the code';
  @property() local = '';
  @property() prints = '';

  override render() {
    const lines = this.code.split('\n');
    const aws = againstAws(this);
    return html`<pre tabindex="0" role="region" aria-label=${this.what}><code>${lines.map((line) =>
        // An empty line is as high as any other; what is copied is the code itself.
        this.isLocal(line) ? html`<mark>${line}</mark>` : html`<span>${line || ' '}</span>`,
      )}</code></pre>
      <div class="row">
        <strong-copy .text=${this.code} what=${this.what} words="Copy"></strong-copy>
        ${aws !== this.code ? html`<strong-copy .text=${aws} what=${this.what} words="Copy without the marked line"></strong-copy>` : nothing}
        ${this.prints ? html`<span class="small">Prints <output class="printed mono">${this.prints}</output></span>` : nothing}
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
