import { css, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property } from 'lit/decorators.js';
import { href } from '../page/router.ts';
import { EXAMPLES, type Example, type ExampleTab } from './examples.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import './strong-code.ts';

/** Strongroom in code: where it can run, with lines to copy for each place. */
@customElement('strong-library-page')
export class StrongLibraryPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tabBar,
    css`
      p {
        max-width: 68ch;
      }
      .content {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 2rem;
        max-width: 56rem;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5rem;
      }
    `,
  ];

  /** The tab, by its part of the address; the first one when there is none such. */
  @property() place = '';

  override render() {
    const shown = EXAMPLES.find(({ place }) => place === this.place) ?? EXAMPLES[0];
    return html`<h1>Use it in code</h1>
      <p>
        What you write is ordinary AWS SDK code. One line brings it here, and without that line the same program talks
        to AWS. The credentials in the examples are AWS’s documented ones: here they are those of
        <code>user/admin</code>.
      </p>
      <nav aria-label="Where the code runs">${EXAMPLES.map((tab) => this.renderLink(tab, tab === shown))}</nav>
      ${shown ? this.renderTab(shown) : nothing}`;
  }

  private renderLink({ place, name }: ExampleTab, current: boolean) {
    return html`<a href=${href(['library', place])} aria-current=${ifDefined(current ? 'page' : undefined)}
      >${name}</a
    >`;
  }

  private renderTab({ says, examples }: ExampleTab) {
    return html`<div class="content">
      <p>${says}</p>
      ${examples.map((example) => this.renderExample(example))}
      ${
        examples.some(({ local }) => local)
          ? html`<section aria-labelledby="aws">
              <h2 id="aws">The same code against AWS</h2>
              <p>
                Leave the marked line out. Region and operations stay; the credentials are your own there, as in any
                program that uses AWS.
              </p>
            </section>`
          : nothing
      }
    </div>`;
  }

  private renderExample({ name, heading, says, code, local, prints }: Example) {
    return html`<section aria-labelledby=${name}>
      <h2 id=${name}>${heading}</h2>
      <p>${says}</p>
      <strong-code
        .code=${code}
        what="the code: ${heading}"
        .local=${local ?? ''}
        .prints=${prints ?? ''}
      ></strong-code>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-library-page': StrongLibraryPage;
  }
}
