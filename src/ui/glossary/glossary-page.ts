import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { renderMarkup } from '../page/render-markup.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './glossary-texts.ts';
import { ENTRIES, searchTerms, type GlossaryEntry } from './search-terms.ts';

/** The glossary: all terms, those that contain a text, or one of them marked. */
@customElement('strong-glossary-page')
export class StrongGlossaryPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      .field {
        margin-block: 1.25rem 0.5rem;
      }
      dl {
        max-width: 46rem;
      }
      div.entry {
        padding: 0.75rem;
        margin-inline: -0.75rem;
        border-bottom: 1px solid var(--line);
        scroll-margin-top: 1rem;
      }
      dt {
        font-weight: 650;
      }
      dt a {
        color: inherit;
        text-decoration: none;
      }
      dt a:hover {
        text-decoration: underline;
      }
      .current {
        border-left: 4px solid var(--brass);
        background: var(--brass-tint);
      }
      .correction {
        margin-top: 0.35rem;
        padding-left: 0.75rem;
        border-left: 3px solid var(--edge);
      }
      .more {
        margin-top: 0.25rem;
      }
    `,
  ];

  /** ID of a term to show. */
  @property() term = '';
  @property() search = '';

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('term') && this.term !== '')
      this.renderRoot.querySelector('.current')?.scrollIntoView({ block: 'center' });
  }

  override render() {
    const found = this.search === '' ? ENTRIES : searchTerms(this.search);
    const isKnown = this.term === '' || ENTRIES.some(({ id }) => id === this.term);
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      ${isKnown ? nothing : html`<p role="alert">${TEXTS.unknown(this.term)}</p>`}
      <div class="field">
        <label for="search">${TEXTS.search}</label>
        <input id="search" type="search" autocomplete="off" .value=${this.search} @input=${this.onSearch} />
      </div>
      <p class="soft" role="status">${found.length === 0 ? TEXTS.none : TEXTS.found(found.length, ENTRIES.length)}</p>
      <dl>${found.map((entry) => keyed(entry.id, this.renderEntry(entry)))}</dl>`;
  }

  private renderEntry({ id, term, text, correction, source, see = [] }: GlossaryEntry) {
    const names = see.map((other, index) => {
      const found = ENTRIES.find((entry) => entry.id === other);
      return html`${index > 0 ? ', ' : ''}<a href=${href(['glossary', other])}>${found?.term ?? other}</a>`;
    });
    return html`<div class="entry ${id === this.term ? 'current' : ''}">
      <dt><a href=${href(['glossary', id])}>${term}</a></dt>
      <dd>
        ${renderMarkup(text)}
        ${
          correction
            ? html`<div class="correction">
                <span class="small soft">${TEXTS.wrong}</span>
                ${renderMarkup(correction.wrong)}
                <span class="small soft">${TEXTS.right}</span>
                ${renderMarkup(correction.right)}
              </div>`
            : nothing
        }
        <p class="more small soft">
          ${names.length > 0 ? TEXTS.see(names) : nothing}
          ${
            source
              ? html`·
                  <a href=${source} target="_blank" rel="noopener noreferrer" aria-label=${TEXTS.sourceOf(term)}
                    >${TEXTS.source}</a
                  >`
              : nothing
          }
        </p>
      </dd>
    </div>`;
  }

  /** The address holds the text, without an entry of the history for each letter. */
  private onSearch({ target }: InputEvent) {
    this.search = (target as HTMLInputElement).value;
    history.replaceState(history.state, '', href(['glossary'], { search: this.search }));
    this.term = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-glossary-page': StrongGlossaryPage;
  }
}
