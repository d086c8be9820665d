/** The pages by name: how each is loaded and rendered. Home is part of the shell; other pages are loaded on demand. */
import { html, type TemplateResult } from 'lit';
import '../envelope/home-page.ts';
import type { PageName, Route } from '../page/router.ts';

/** One page. */
export interface PageRow {
  /** Loads its code; rejects when loading fails. */
  load(): Promise<unknown>;
  render(route: Route): TemplateResult;
  /** Whether it names its content with PAGE_TITLE, in place of the title of its route. */
  readonly hasOwnTitle?: true;
}

/** The table. */
export const PAGES: Readonly<Record<PageName, PageRow>> = {
  home: {
    load: () => Promise.resolve(),
    render: () => html`<strong-home-page></strong-home-page>`,
  },
  keys: {
    load: () => import('../keys/keys-page.ts'),
    render: ({ query }) => html`<strong-keys-page .query=${query}></strong-keys-page>`,
  },
  key: {
    hasOwnTitle: true,
    load: () => import('../key/key-page.ts'),
    render: ({ params }) =>
      html`<strong-key-page .keyId=${params.keyId ?? ''} .tab=${params.tab ?? ''}></strong-key-page>`,
  },
  playground: {
    load: () => import('../envelope/playground-page.ts'),
    render: ({ params, query }) =>
      html`<strong-playground-page
        .what=${params.what ?? 'text'}
        .keyId=${query.get('key') ?? ''}
      ></strong-playground-page>`,
  },
  activity: {
    load: () => import('../activity/activity-page.ts'),
    render: ({ query }) => html`<strong-activity-page .query=${query}></strong-activity-page>`,
  },
  quotas: {
    load: () => import('../quotas/quotas-page.ts'),
    render: ({ params }) => html`<strong-quotas-page .tab=${params.tab ?? ''}></strong-quotas-page>`,
  },
  cost: {
    load: () => import('../cost/cost-page.ts'),
    render: ({ query }) => html`<strong-cost-page .query=${query}></strong-cost-page>`,
  },
  simulator: {
    load: () => import('../simulator/simulator-page.ts'),
    render: ({ query }) => html`<strong-simulator-page .query=${query}></strong-simulator-page>`,
  },
  directory: {
    load: () => import('../directory/directory-page.ts'),
    render: ({ query }) => html`<strong-directory-page .query=${query}></strong-directory-page>`,
  },
  library: {
    load: () => import('../code/code-page.ts'),
    render: ({ params }) => html`<strong-library-page .place=${params.place ?? ''}></strong-library-page>`,
  },
  capabilities: {
    load: () => import('../settings/capabilities-page.ts'),
    render: () => html`<strong-capabilities-page></strong-capabilities-page>`,
  },
  settings: {
    load: () => import('../settings/settings-page.ts'),
    render: () => html`<strong-settings-page></strong-settings-page>`,
  },
  lost: {
    load: () => import('./lost-page.ts'),
    render: ({ path }) => html`<strong-lost-page .path=${path}></strong-lost-page>`,
  },
};
