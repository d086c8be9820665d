import { css, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property } from 'lit/decorators.js';
import { href } from '../page/router.ts';
import { TEXTS } from './code-texts.ts';
import { DEFAULT_SANDBOX, shownSandbox } from '../page/shown-sandbox.ts';
import { examplesFor, type Example, type ExampleTab } from './examples.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import './strong-code.ts';

/** The page *Use it in code*: where code can run, with examples to copy. */
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

  /** The tab, by its segment of the URL; the first one when that is unknown. */
  @property() place = '';

  override render() {
    const sandbox = shownSandbox();
    const tabs = examplesFor(sandbox);
    const shown = tabs.find(({ place }) => place === this.place) ?? tabs[0];
    return html`<h1>${TEXTS.title}</h1>
      <p>${TEXTS.intro}</p>
      ${sandbox === DEFAULT_SANDBOX ? nothing : html`<p id="sandbox" role="note">${TEXTS.sandbox(sandbox)}</p>`}
      <nav aria-label=${TEXTS.runtime}>${tabs.map((tab) => this.renderLink(tab, tab === shown))}</nav>
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
              <h2 id="aws">${TEXTS.onAws}</h2>
              <p>${TEXTS.onAwsHow}</p>
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
        what=${TEXTS.codeOf(heading)}
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
