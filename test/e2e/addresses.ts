/** Every address of the app that tests visit. A page without a row does not compile. */
import type { TEXTS } from '../../src/ui/key/key-texts.ts';
import type { PageName } from '../../src/ui/page/parse-address.ts';

/** The tabs of a key. One without a row does not compile. */
const TABS: Readonly<Record<keyof typeof TEXTS.tabs, string>> = {
  general: '',
  state: '/state',
  use: '/use',
  policy: '/policy',
  grants: '/grants',
  access: '/access',
  aliases: '/aliases',
  tags: '/tags',
  material: '/material',
  rotation: '/rotation',
  regionality: '/regionality',
  publicKey: '/public-key',
  dependents: '/dependents',
  activity: '/activity',
};

const BY_PAGE: Readonly<Record<PageName, readonly string[]>> = {
  home: ['#/'],
  labs: ['#/labs', '#/labs/record', '#/labs/L02', '#/labs/L02/summary', '#/labs/none'],
  class: ['#/class', '#/class/new', '#/class/reports', '#/class/none', '#/class?file=none'],
  glossary: ['#/glossary', '#/glossary/data-key'],
  keys: ['#/keys', '#/keys?manager=aws', '#/keys?manager=owned'],
  key: [...Object.values(TABS).map((tab) => `#/keys/KEY${tab}`), '#/keys/00000000-0000-4000-8000-000000000000'],
  keyStores: ['#/key-stores'],
  keyStore: ['#/key-stores/cks-00000000000000000'],
  playground: ['#/playground', '#/playground/file', '#/playground/recipients', '#/playground/records'],
  inspector: ['#/inspector'],
  services: ['#/services', '#/services/orders', '#/services/ledger'],
  activity: ['#/activity', '#/activity?event=none'],
  quotas: ['#/quotas', '#/quotas/load'],
  cost: ['#/cost', '#/cost?by=operation'],
  simulator: ['#/simulator'],
  directory: [
    '#/directory',
    '#/directory?show=arn:aws:iam::111122223333:user/admin',
    '#/directory?show=arn:aws:iam::111122223333:role/Learner',
    '#/directory?new=account',
  ],
  proxies: ['#/external-key-managers'],
  library: ['#/library', '#/library/endpoint', '#/library/app', '#/library/node'],
  capabilities: ['#/capabilities'],
  settings: ['#/settings'],
  lost: ['#/nowhere'],
};

/** The addresses, with `KEY` for a key ID. */
export const ADDRESSES: readonly string[] = Object.values(BY_PAGE).flat();
