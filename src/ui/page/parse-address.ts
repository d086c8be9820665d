/**
 * Parses the addresses of the page, `#/keys/<id>/policy?x=y`, without their titles: the first script of the page needs
 * no more.
 */

/** The pages, by the name that the shell loads them under. */
export const PAGE_NAMES = [
  'home',
  'labs',
  'class',
  'glossary',
  'keys',
  'key',
  'keyStores',
  'keyStore',
  'playground',
  'inspector',
  'services',
  'activity',
  'quotas',
  'cost',
  'simulator',
  'directory',
  'proxies',
  'library',
  'capabilities',
  'settings',
  'lost',
] as const;

/** One of the pages. */
export type PageName = (typeof PAGE_NAMES)[number];

/** Which page an address shows. */
export interface AddressPattern {
  readonly pattern: string;
  readonly page: PageName;
}

/** One row per address; `:name` matches one part of the path. */
export const ADDRESS_PATTERNS: readonly AddressPattern[] = [
  { pattern: '/', page: 'home' },
  { pattern: '/labs', page: 'labs' },
  { pattern: '/labs/:labId', page: 'labs' },
  { pattern: '/labs/:labId/:part', page: 'labs' },
  { pattern: '/class', page: 'class' },
  { pattern: '/class/:view', page: 'class' },
  { pattern: '/glossary', page: 'glossary' },
  { pattern: '/glossary/:term', page: 'glossary' },
  { pattern: '/keys', page: 'keys' },
  { pattern: '/keys/:keyId', page: 'key' },
  { pattern: '/keys/:keyId/:tab', page: 'key' },
  { pattern: '/key-stores', page: 'keyStores' },
  { pattern: '/key-stores/:storeId', page: 'keyStore' },
  { pattern: '/playground', page: 'playground' },
  { pattern: '/playground/:what', page: 'playground' },
  { pattern: '/inspector', page: 'inspector' },
  { pattern: '/services', page: 'services' },
  { pattern: '/services/:service', page: 'services' },
  { pattern: '/activity', page: 'activity' },
  { pattern: '/quotas', page: 'quotas' },
  { pattern: '/quotas/:tab', page: 'quotas' },
  { pattern: '/cost', page: 'cost' },
  { pattern: '/simulator', page: 'simulator' },
  { pattern: '/directory', page: 'directory' },
  { pattern: '/external-key-managers', page: 'proxies' },
  { pattern: '/library', page: 'library' },
  { pattern: '/library/:place', page: 'library' },
  { pattern: '/capabilities', page: 'capabilities' },
  { pattern: '/settings', page: 'settings' },
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

/** A parsed address. */
export interface Address {
  readonly page: PageName;
  /** The parts of the path that the pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path of the address, without query. */
  readonly path: string;
}

/** Parses an address. `hash` is `location.hash`; an unknown address gives the page `lost`. */
export function parseAddress(hash: string): Address {
  const [rawPath = '', rawQuery = ''] = hash.replace(/^#/, '').split(/\?(.*)/s, 2);
  const trimmed = `/${rawPath.replace(/^\/+|\/+$/g, '')}`;
  const query = new URLSearchParams(rawQuery);
  for (const { pattern, page } of ADDRESS_PATTERNS) {
    const params = match(pattern, trimmed);
    if (!params) continue;
    const decodedParams = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)]));
    return { page, params: decodedParams, query, path: trimmed };
  }
  return { page: 'lost', params: {}, query, path: trimmed };
}
