import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
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
      summary {
        align-content: center;
        min-height: 2rem;
        cursor: pointer;
      }
      .content {
        max-width: 60rem;
        max-height: 40vh;
        padding-block: 0.25rem 0.5rem;
        overflow: auto;
      }
      h3 {
        margin-top: 0.75rem;
        font-size: var(--t1);
      }
      .content li {
        margin: 0.4rem 0 0.75rem 1.2rem;
      }
      @media (pointer: coarse) {
        summary {
          min-height: var(--target);
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
    // Another page begins with its terms closed.
    return keyed(
      found,
      html`<details>
        <summary>${TEXTS.onPage}</summary>
        <div class="content">
          <nav aria-label=${TEXTS.onPage}>${links}</nav>
          ${this.renderCorrections(found.corrected ?? [], terms)}
        </div>
      </details>`,
    );
  }

  private renderCorrections(ids: readonly string[], terms: Terms) {
    const corrections = ids.flatMap((id) => terms[id]?.correction ?? []);
    if (corrections.length === 0) return nothing;
    return html`<h3>${TEXTS.misunderstood}</h3>
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
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-page-terms': StrongPageTerms;
  }
}
