/** Loads the code of a page. Each page is loaded when it is opened. */
import type { PageName } from '../page/parse-address.ts';

const LOADERS: Readonly<Record<PageName, () => Promise<unknown>>> = {
  home: () => import('../envelope/home-page.ts'),
  labs: () => import('../labs/labs-page.ts'),
  class: () => import('../class/class-page.ts'),
  glossary: () => import('../glossary/glossary-page.ts'),
  keys: () => import('../keys/keys-page.ts'),
  key: () => import('../key/key-page.ts'),
  keyStores: () => import('../key-stores/key-stores-page.ts'),
  keyStore: () => import('../key-stores/key-store-page.ts'),
  playground: () => import('../envelope/playground-page.ts'),
  inspector: () => import('../envelope/inspector-page.ts'),
  services: () => import('../services/services-page.ts'),
  activity: () => import('../activity/activity-page.ts'),
  quotas: () => import('../quotas/quotas-page.ts'),
  cost: () => import('../cost/cost-page.ts'),
  simulator: () => import('../simulator/simulator-page.ts'),
  directory: () => import('../directory/directory-page.ts'),
  proxies: () => import('../proxies/proxies-page.ts'),
  library: () => import('../code/code-page.ts'),
  capabilities: () => import('../settings/capabilities-page.ts'),
  settings: () => import('../settings/settings-page.ts'),
  lost: () => import('./lost-page.ts'),
};

/** Loads the code of a page once. Rejects when loading fails; the next call tries again. */
export const loadPage = (page: PageName): Promise<unknown> => LOADERS[page]();
