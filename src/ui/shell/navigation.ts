/** The navigation of the app: its items in groups, and which of them is current. */
import type { IconName } from '../kit/strong-icon.ts';
import type { PageName } from '../page/parse-address.ts';
import { href, type Route } from '../page/router.ts';
import { TEXTS } from './shell-texts.ts';

const { items, groups } = TEXTS.navigation;

/** One link. */
export interface NavigationItem {
  readonly label: string;
  /** The parts of its path. */
  readonly path: readonly string[];
  /** The table of keys that it opens: the value of `manager` in the address. */
  readonly manager?: string;
  /** Items without an icon are hidden where only icons are shown. */
  readonly icon?: IconName;
  /** Pages below it. */
  readonly below?: readonly PageName[];
  /** Shown in the bottom bar of a phone; other items are under More. */
  readonly isPrimary?: true;
}

/** Items under a heading. */
export interface NavigationGroup {
  readonly id: string;
  readonly name: string;
  readonly items: readonly NavigationItem[];
}

/** The groups, in order, without Settings. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    id: 'learn',
    name: groups.learn,
    items: [
      { label: items.home, path: [], icon: 'home', isPrimary: true },
      { label: items.labs, path: ['labs'], icon: 'lab', below: ['class'] },
      { label: items.glossary, path: ['glossary'], icon: 'book' },
    ],
  },
  {
    id: 'keys',
    name: groups.keys,
    items: [
      { label: items.keys, path: ['keys'], icon: 'keys', below: ['key'], isPrimary: true },
      { label: items.customerManaged, path: ['keys'], manager: 'customer' },
      { label: items.awsManaged, path: ['keys'], manager: 'aws' },
      { label: items.awsOwned, path: ['keys'], manager: 'owned' },
      { label: items.keyStores, path: ['key-stores'], icon: 'account', below: ['keyStore'] },
      { label: items.proxies, path: ['external-key-managers'] },
    ],
  },
  {
    id: 'use',
    name: groups.use,
    items: [
      { label: items.playground, path: ['playground'], icon: 'play', isPrimary: true },
      { label: items.inspector, path: ['inspector'], icon: 'page' },
      { label: items.services, path: ['services'], icon: 'services' },
      { label: items.code, path: ['library'], icon: 'code' },
    ],
  },
  {
    id: 'access',
    name: groups.access,
    items: [
      { label: items.simulator, path: ['simulator'], icon: 'ask' },
      { label: items.directory, path: ['directory'], icon: 'person' },
    ],
  },
  {
    id: 'observe',
    name: groups.observe,
    items: [
      { label: items.activity, path: ['activity'], icon: 'log', isPrimary: true },
      { label: items.quotas, path: ['quotas'], icon: 'gauge' },
      { label: items.cost, path: ['cost'], icon: 'cost' },
    ],
  },
];

/** The item at the foot. */
export const SETTINGS: NavigationItem = {
  label: items.settings,
  path: ['settings'],
  icon: 'settings',
  below: ['capabilities'],
};

/** The address of an item. */
export const addressOf = ({ path, manager }: NavigationItem): string => href(path, { manager });

/** The value of `aria-current` of an item: `page` when it is the current page, `true` when a page below it is. */
export function currentState(item: NavigationItem, { page, path, query }: Route): 'page' | 'true' | undefined {
  if (item.below?.includes(page)) return 'true';
  if (path.split('/')[1] !== (item.path[0] ?? '') || page === 'key') return undefined;
  return page !== 'keys' || (query.get('manager') ?? '') === (item.manager ?? '') ? 'page' : undefined;
}
