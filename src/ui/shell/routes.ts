/** The pages by name: how each is rendered. `page-loaders.ts` loads them. */
import { html, type TemplateResult } from 'lit';
import type { PageName } from '../page/parse-address.ts';
import type { Route } from '../page/router.ts';
// Home and nearly every other page need these: they load with the shell, in its file.
import 'lit/directive.js';
import '../kit/format.ts';
import '../kit/strong-file-drop.ts';
import '../page/call-recorder.ts';
import '../page/find-key-elsewhere.ts';
import '../page/problem.ts';
import '../page/strong-page.ts';
import '../page/strong-problem.ts';
import '../page/world-controller.ts';

/** One page. */
export interface PageRow {
  render(route: Route): TemplateResult;
  /** Whether it names its content with PAGE_TITLE, in place of the title of its route. */
  readonly hasOwnTitle?: true;
}

/** The table. */
export const PAGES: Readonly<Record<PageName, PageRow>> = {
  home: {
    render: () => html`<strong-home-page></strong-home-page>`,
  },
  labs: {
    hasOwnTitle: true,
    render: ({ params: { labId = '', part = '' } }) =>
      html`<strong-labs-page .labId=${labId} .view=${part}></strong-labs-page>`,
  },
  class: {
    hasOwnTitle: true,
    render: ({ params, query }) =>
      html`<strong-class-page .view=${params.view ?? ''} .query=${query}></strong-class-page>`,
  },
  glossary: {
    render: ({ params, query }) =>
      html`<strong-glossary-page
        .term=${params.term ?? ''}
        .search=${query.get('search') ?? ''}
      ></strong-glossary-page>`,
  },
  keys: {
    render: ({ query }) => html`<strong-keys-page .query=${query}></strong-keys-page>`,
  },
  key: {
    hasOwnTitle: true,
    render: ({ params }) =>
      html`<strong-key-page .keyId=${params.keyId ?? ''} .tab=${params.tab ?? ''}></strong-key-page>`,
  },
  keyStores: {
    render: () => html`<strong-key-stores-page></strong-key-stores-page>`,
  },
  keyStore: {
    hasOwnTitle: true,
    render: ({ params }) => html`<strong-key-store-page .storeId=${params.storeId ?? ''}></strong-key-store-page>`,
  },
  playground: {
    render: ({ params, query }) =>
      html`<strong-playground-page
        .what=${params.what ?? 'text'}
        .keyId=${query.get('key') ?? ''}
      ></strong-playground-page>`,
  },
  inspector: {
    render: () => html`<strong-inspector-page></strong-inspector-page>`,
  },
  services: {
    render: ({ params }) => html`<strong-services-page .service=${params.service ?? ''}></strong-services-page>`,
  },
  activity: {
    render: ({ query }) => html`<strong-activity-page .query=${query}></strong-activity-page>`,
  },
  quotas: {
    render: ({ params }) => html`<strong-quotas-page .tab=${params.tab ?? ''}></strong-quotas-page>`,
  },
  cost: {
    render: ({ query }) => html`<strong-cost-page .query=${query}></strong-cost-page>`,
  },
  simulator: {
    render: ({ query }) => html`<strong-simulator-page .query=${query}></strong-simulator-page>`,
  },
  directory: {
    render: ({ query }) => html`<strong-directory-page .query=${query}></strong-directory-page>`,
  },
  proxies: {
    render: () => html`<strong-proxies-page></strong-proxies-page>`,
  },
  library: {
    render: ({ params }) => html`<strong-library-page .place=${params.place ?? ''}></strong-library-page>`,
  },
  capabilities: {
    render: () => html`<strong-capabilities-page></strong-capabilities-page>`,
  },
  settings: {
    render: () => html`<strong-settings-page></strong-settings-page>`,
  },
  lost: {
    render: ({ path }) => html`<strong-lost-page .path=${path}></strong-lost-page>`,
  },
};
