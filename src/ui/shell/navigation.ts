/** The navigation of the app: its items in groups, and which of them the address names. */
import type { IconName } from '../kit/strong-icon.ts';
import { href, type PageName, type Route } from '../page/router.ts';

/** One link. */
export interface NavigationItem {
  readonly label: string;
  /** The parts of its path. */
  readonly path: readonly string[];
  /** The table of keys that it opens: the value of `manager` in the address. */
  readonly manager?: string;
  /** Items without an icon are left out where only icons are shown. */
  readonly icon?: IconName;
  /** Pages below it. */
  readonly below?: readonly PageName[];
  /** Shown in the bottom bar of a phone; other items are under More. */
  readonly isPrimary?: true;
}

/** Items under a heading. */
export interface NavigationGroup {
  readonly name: string;
  readonly items: readonly NavigationItem[];
}

/** The groups, in order. Settings stand apart, at the foot. */
export const NAVIGATION: readonly NavigationGroup[] = [
  { name: 'Learn', items: [{ label: 'Home', path: [], icon: 'home', isPrimary: true }] },
  {
    name: 'Keys',
    items: [
      { label: 'Keys', path: ['keys'], icon: 'keys', below: ['key'], isPrimary: true },
      { label: 'Customer managed', path: ['keys'], manager: 'customer' },
      { label: 'AWS managed', path: ['keys'], manager: 'aws' },
      { label: 'AWS owned', path: ['keys'], manager: 'owned' },
    ],
  },
  {
    name: 'Use',
    items: [
      { label: 'Playground', path: ['playground'], icon: 'play', isPrimary: true },
      { label: 'Code', path: ['library'], icon: 'code' },
    ],
  },
  {
    name: 'Access',
    items: [
      { label: 'Simulator', path: ['simulator'], icon: 'ask' },
      { label: 'Directory', path: ['directory'], icon: 'person' },
    ],
  },
  { name: 'Observe', items: [{ label: 'Activity', path: ['activity'], icon: 'log', isPrimary: true }] },
];

/** The item at the foot. */
export const SETTINGS: NavigationItem = {
  label: 'Settings',
  path: ['settings'],
  icon: 'settings',
  below: ['capabilities'],
};

/** The address of an item. */
export const addressOf = ({ path, manager }: NavigationItem): string => href(path, { manager });

/** The value of `aria-current` of an item: `page` when the address is its own, `true` when it is that of a page below it. */
export function currentState(item: NavigationItem, { page, path, query }: Route): 'page' | 'true' | undefined {
  if (item.below?.includes(page)) return 'true';
  if (path.split('/')[1] !== (item.path[0] ?? '') || page === 'key') return undefined;
  return page !== 'keys' || (query.get('manager') ?? '') === (item.manager ?? '') ? 'page' : undefined;
}
