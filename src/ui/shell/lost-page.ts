import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { href, nearest } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { TEXTS } from './lost-page-texts.ts';

/** The page of unknown addresses; names the nearest known one. */
@customElement('strong-lost-page')
export class StrongLostPage extends StrongPage {
  static override styles = [base, controls];

  @property() path = '';

  override render() {
    const { pattern, title } = nearest(this.path);
    const address = `#${pattern.split('/:')[0]}`;
    const home = href([]);
    return html`<div class="stack">
      <h1>${TEXTS.title(this.path)}</h1>
      <p>${address === home ? TEXTS.home(home) : TEXTS.suggestion(address, title, home)}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lost-page': StrongLostPage;
  }
}
