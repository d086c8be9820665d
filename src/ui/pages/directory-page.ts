import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StrongPage } from './strong-page.ts';

/** Who can call. */
@customElement('strong-directory-page')
export class StrongDirectoryPage extends StrongPage {
  @property({ attribute: false }) query = new URLSearchParams();

  override render() {
    return html`<h1>Directory</h1>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-directory-page': StrongDirectoryPage;
  }
}
