import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { nearest } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';

/** An address that no page has: says so and names the nearest. */
@customElement('strong-lost-page')
export class StrongLostPage extends StrongPage {
  static override styles = [base, controls];

  @property() path = '';

  override render() {
    const { pattern, title } = nearest(this.path);
    return html`<div class="stack">
      <h1>Page not found: ${this.path}</h1>
      <p>Did you mean <a href="#${pattern.split('/:')[0]}">${title}</a>? You can also go to <a href="#/">Home</a>.</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lost-page': StrongLostPage;
  }
}
