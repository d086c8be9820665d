/**
 * Addresses of the page: `#/keys/<id>/policy?x=y`. The fragment holds them, so any folder of any static host serves
 * them, offline too.
 */
import { TEXTS } from './page-texts.ts';

/** The pages, by the name that the shell loads them under. */
export const PAGE_NAMES = [
  'home',
  'keys',
  'key',
  'playground',
  'activity',
  'quotas',
  'cost',
  'simulator',
  'directory',
  'library',
  'capabilities',
  'settings',
  'lost',
] as const;

/** One of the pages. */
export type PageName = (typeof PAGE_NAMES)[number];

/** A parsed address. */
export interface Route {
  readonly page: PageName;
  readonly title: string;
  /** The parts of the path that the pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path of the address, without query. */
  readonly path: string;
}

interface RouteRow {
  readonly pattern: string;
  readonly page: PageName;
  readonly title: string;
}

/** One row per address; `:name` matches one part of the path. */
const ROUTES: readonly RouteRow[] = [
  { pattern: '/', page: 'home', title: TEXTS.titles.home },
  { pattern: '/keys', page: 'keys', title: TEXTS.titles.keys },
  { pattern: '/keys/:keyId', page: 'key', title: TEXTS.titles.key },
  { pattern: '/keys/:keyId/:tab', page: 'key', title: TEXTS.titles.key },
  { pattern: '/playground', page: 'playground', title: TEXTS.titles.playground },
  { pattern: '/playground/:what', page: 'playground', title: TEXTS.titles.playground },
  { pattern: '/activity', page: 'activity', title: TEXTS.titles.activity },
  { pattern: '/quotas', page: 'quotas', title: TEXTS.titles.quotas },
  { pattern: '/quotas/:tab', page: 'quotas', title: TEXTS.titles.quotas },
  { pattern: '/cost', page: 'cost', title: TEXTS.titles.cost },
  { pattern: '/simulator', page: 'simulator', title: TEXTS.titles.simulator },
  { pattern: '/directory', page: 'directory', title: TEXTS.titles.directory },
  { pattern: '/library', page: 'library', title: TEXTS.titles.library },
  { pattern: '/library/:place', page: 'library', title: TEXTS.titles.library },
  { pattern: '/capabilities', page: 'capabilities', title: TEXTS.titles.capabilities },
  { pattern: '/settings', page: 'settings', title: TEXTS.titles.settings },
];

/** The parts that `pattern` names in `path`, or undefined when it does not match. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && value) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

/** `text` without percent encoding, or unchanged when the encoding is broken. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parses an address. `hash` is `location.hash`; an unknown address gives the page `lost`. */
export function routeOf(hash: string): Route {
  const [rawPath = '', rawQuery = ''] = hash.replace(/^#/, '').split(/\?(.*)/s, 2);
  const trimmed = `/${rawPath.replace(/^\/+|\/+$/g, '')}`;
  const query = new URLSearchParams(rawQuery);
  for (const row of ROUTES) {
    const params = match(row.pattern, trimmed);
    if (!params) continue;
    const decodedParams = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)]));
    return { page: row.page, title: row.title, params: decodedParams, query, path: trimmed };
  }
  return { page: 'lost', title: TEXTS.titles.lost, params: {}, query, path: trimmed };
}

/** Builds an address: encodes each part of the path, repeats a name with several values, leaves out empty values. */
export function href(
  parts: readonly string[],
  query: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string {
  const pairs = Object.entries(query).flatMap(([name, values = []]) =>
    [values].flat().flatMap((value): [string, string][] => (value ? [[name, value]] : [])),
  );
  const tail = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  return `#/${parts.map(encodeURIComponent).join('/')}${tail}`;
}

/** The known address that is nearest to an unknown one, by its first part. */
export function nearest(path: string): RouteRow {
  const first = path.split('/')[1]?.toLowerCase() ?? '';
  const home = ROUTES[0] as RouteRow;
  return (
    ROUTES.find(
      (row) => row.pattern.length > 1 && first.length > 1 && row.pattern.slice(1).startsWith(first.slice(0, 3)),
    ) ?? home
  );
}
