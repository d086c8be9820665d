import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { renderMarkup } from '../page/render-markup.ts';
import { href, type Route } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import type { GlossaryTerm } from './glossary-term.ts';
import { TEXTS } from './glossary-texts.ts';
import { pageTerms } from './page-terms.ts';

type Terms = Readonly<Record<string, GlossaryTerm>>;

/** Links the terms of the page that is shown, and corrects what is often said about them and is wrong. */
@customElement('strong-page-terms')
export class StrongPageTerms extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-top: 2.5rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
        font-size: var(--t1);
      }
      summary {
        min-height: 2rem;
        align-content: center;
        cursor: pointer;
      }
      li {
        margin: 0.4rem 0 0.75rem 1.2rem;
        max-width: 46rem;
      }
      @media (pointer: coarse) {
        summary {
          min-height: var(--target);
        }
        a {
          display: inline-block;
          min-height: 1.5rem;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) route: Route | undefined;
  /** Default: the terms of the glossary, which load after the page. */
  @state() private terms: Terms | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('./glossary-terms.ts').then(({ TERMS }) => (this.terms = TERMS)).catch(() => undefined);
  }

  override render() {
    const { route, terms } = this;
    const found = route && pageTerms(route.page, route.params.tab);
    if (!found || !terms) return nothing;
    const links = found.terms.map(
      (id, index) => html`${index > 0 ? ', ' : ''}<a href=${href(['glossary', id])}>${terms[id]?.term ?? id}</a>`,
    );
    return html`<nav aria-label=${TEXTS.onPage}>${TEXTS.onPage}: ${links}</nav>
      ${this.renderCorrections(found.corrected ?? [], terms)}`;
  }

  private renderCorrections(ids: readonly string[], terms: Terms) {
    const corrections = ids.flatMap((id) => terms[id]?.correction ?? []);
    if (corrections.length === 0) return nothing;
    return html`<details>
      <summary>${TEXTS.misunderstood(corrections.length)}</summary>
      <ul>
        ${corrections.map(
          ({ wrong, right }) =>
            html`<li>
              <span class="soft">${TEXTS.wrong}</span>
              ${renderMarkup(wrong)}
              <span class="soft">${TEXTS.right}</span>
              ${renderMarkup(right)}
            </li>`,
        )}
      </ul>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-page-terms': StrongPageTerms;
  }
}
