import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { accountForPeople } from '../../model/arn.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './quotas-texts.ts';
import './load-generator-tab.ts';
import './quotas-tab.ts';

/** The quotas of the account in the Region, and the load generator. */
@customElement('strong-quotas-page')
export class StrongQuotasPage extends StrongPage {
  static override styles = [base, controls, tabBar];

  /** `load` shows the load generator. */
  @property() tab = '';

  override render() {
    const isLoad = this.tab === 'load';
    const link = (path: readonly string[], name: string, isCurrent: boolean) =>
      html`<a href=${href(path)} aria-current=${ifDefined(isCurrent ? 'page' : undefined)}>${name}</a>`;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead(accountForPeople(this.context.account), this.context.region)}</p>
      <nav aria-label=${TEXTS.parts.label}>
        ${link(['quotas'], TEXTS.parts.quotas, !isLoad)} ${link(['quotas', 'load'], TEXTS.parts.load, isLoad)}
      </nav>
      ${
        isLoad
          ? html`<strong-load-generator-tab></strong-load-generator-tab>`
          : html`<strong-quotas-tab></strong-quotas-tab>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-quotas-page': StrongQuotasPage;
  }
}
