import { LitElement, css, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property } from 'lit/decorators.js';
import type { DirectorySection } from './directory-sections.ts';
import { TEXTS } from './directory-texts.ts';
import { base } from '../styles/shared.ts';

/** The entries of the directory, in sections, as links. */
@customElement('strong-directory-list')
export class StrongDirectoryList extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        list-style: none;
      }
      h2 {
        margin-top: 1.25rem;
        font-size: var(--t1);
        color: var(--soft);
      }
      h2:first-of-type {
        margin-top: 0;
      }
      a {
        display: block;
        padding: 0.4rem 0.6rem;
        min-height: var(--target);
        border-bottom: 1px solid var(--line);
        border-left: 3px solid transparent;
        color: var(--text);
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover,
      a[aria-current] {
        border-left-color: var(--brass);
        background: var(--raised);
      }
      a[aria-current] {
        font-weight: 600;
      }
      /* A transparent border is drawn in this mode: only the current entry has one. */
      @media (forced-colors: active) {
        a:not([aria-current]) {
          border-left-color: Canvas;
        }
      }
      .under {
        padding-left: 1.75rem;
      }
      small {
        display: block;
        font-size: var(--t1);
        font-weight: 400;
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) sections: readonly DirectorySection[] = [];

  override render() {
    return html`<nav aria-label=${TEXTS.list.label}>
      ${this.sections.map(
        ({ heading, lines }) =>
          html`<h2>${heading}</h2>
            <ul>
              ${lines.map(
                ({ href, words, detail, current, under }) =>
                  html`<li>
                    <a
                      href=${href}
                      class=${under ? 'under' : ''}
                      aria-current=${ifDefined(current ? 'page' : undefined)}
                      >${words}${detail ? html`<small>${detail}</small>` : nothing}</a
                    >
                  </li>`,
              )}
            </ul>`,
      )}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-directory-list': StrongDirectoryList;
  }
}
