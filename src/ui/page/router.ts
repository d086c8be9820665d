/** Addresses of the page: `#/keys/<id>/policy?x=y`. They live in the fragment, so any folder of any static host serves them, offline too. */

/** The pages, by the name that the shell loads them under. */
export type PageName =
  | 'home'
  | 'keys'
  | 'key'
  | 'playground'
  | 'activity'
  | 'simulator'
  | 'directory'
  | 'library'
  | 'capabilities'
  | 'settings'
  | 'lost';

/** Where the visitor is. */
export interface Route {
  readonly page: PageName;
  readonly title: string;
  /** The parts of the path that the pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path as it stands in the address, without query. */
  readonly path: string;
}

interface RouteRow {
  readonly pattern: string;
  readonly page: PageName;
  readonly title: string;
}

/** One row per address; `:name` takes one part of the path. */
const ROUTES: readonly RouteRow[] = [
  { pattern: '/', page: 'home', title: 'Home' },
  { pattern: '/keys', page: 'keys', title: 'Keys' },
  { pattern: '/keys/:keyId', page: 'key', title: 'Key' },
  { pattern: '/keys/:keyId/:tab', page: 'key', title: 'Key' },
  { pattern: '/playground', page: 'playground', title: 'Playground' },
  { pattern: '/playground/:what', page: 'playground', title: 'Playground' },
  { pattern: '/activity', page: 'activity', title: 'Activity' },
  { pattern: '/simulator', page: 'simulator', title: 'Simulator' },
  { pattern: '/directory', page: 'directory', title: 'Directory' },
  { pattern: '/library', page: 'library', title: 'Use it in code' },
  { pattern: '/library/:place', page: 'library', title: 'Use it in code' },
  { pattern: '/capabilities', page: 'capabilities', title: 'Browser support' },
  { pattern: '/settings', page: 'settings', title: 'Settings' },
];

/** The parts that `pattern` names in `path`, or undefined when it does not fit. */
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

/** `text` with its percent signs read, or as it is when they are broken. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads an address. `hash` is `location.hash`; one that no row fits gives the page `lost`. */
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
  return { page: 'lost', title: 'Page not found', params: {}, query, path: trimmed };
}

/** Writes an address: each part of the path encoded, empty query values left out. */
export function href(parts: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const tail = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  return `#/${parts.map(encodeURIComponent).join('/')}${tail}`;
}

/** The known address that is nearest to a lost one: its first part decides. */
export function nearest(path: string): RouteRow {
  const first = path.split('/')[1]?.toLowerCase() ?? '';
  const home = ROUTES[0] as RouteRow;
  return (
    ROUTES.find(
      (row) => row.pattern.length > 1 && first.length > 1 && row.pattern.slice(1).startsWith(first.slice(0, 3)),
    ) ?? home
  );
}
