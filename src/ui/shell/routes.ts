/** The pages by name: how each is loaded, and how it is drawn. Home comes with the shell; every other page comes when it is asked for. */
import { html, type TemplateResult } from 'lit';
import '../envelope/home-page.ts';
import type { PageName, Route } from '../page/router.ts';
import type { PageContext } from '../page/page-context.ts';

/** One page. */
export interface PageRow {
  /** Loads its code; rejects when that cannot be had. */
  load(): Promise<unknown>;
  render(context: PageContext, route: Route): TemplateResult;
}

/** The table. */
export const PAGES: Readonly<Record<PageName, PageRow>> = {
  home: {
    load: () => Promise.resolve(),
    render: (context) => html`<strong-home-page .context=${context}></strong-home-page>`,
  },
  keys: {
    load: () => import('../keys/keys-page.ts'),
    render: (context, { query }) => html`<strong-keys-page .context=${context} .query=${query}></strong-keys-page>`,
  },
  key: {
    load: () => import('../key/key-page.ts'),
    render: (context, { params }) =>
      html`<strong-key-page
        .context=${context}
        .keyId=${params.keyId ?? ''}
        .tab=${params.tab ?? ''}
      ></strong-key-page>`,
  },
  playground: {
    load: () => import('../envelope/playground-page.ts'),
    render: (context, { params, query }) =>
      html`<strong-playground-page
        .context=${context}
        .what=${params.what ?? 'text'}
        .keyId=${query.get('key') ?? ''}
      ></strong-playground-page>`,
  },
  activity: {
    load: () => import('../activity/activity-page.ts'),
    render: (context, { query }) =>
      html`<strong-activity-page .context=${context} .query=${query}></strong-activity-page>`,
  },
  simulator: {
    load: () => import('../simulator/simulator-page.ts'),
    render: (context, { query }) =>
      html`<strong-simulator-page .context=${context} .query=${query}></strong-simulator-page>`,
  },
  directory: {
    load: () => import('../directory/directory-page.ts'),
    render: (context, { query }) =>
      html`<strong-directory-page .context=${context} .query=${query}></strong-directory-page>`,
  },
  library: {
    load: () => import('../code/code-page.ts'),
    render: (context, { params }) =>
      html`<strong-library-page .context=${context} .place=${params.place ?? ''}></strong-library-page>`,
  },
  capabilities: {
    load: () => import('../settings/capabilities-page.ts'),
    render: (context) => html`<strong-capabilities-page .context=${context}></strong-capabilities-page>`,
  },
  settings: {
    load: () => import('../settings/settings-page.ts'),
    render: (context) => html`<strong-settings-page .context=${context}></strong-settings-page>`,
  },
  lost: {
    load: () => import('./lost-page.ts'),
    render: (context, { path }) => html`<strong-lost-page .context=${context} .path=${path}></strong-lost-page>`,
  },
};
