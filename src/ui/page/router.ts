/**
 * Addresses of the page: `#/keys/<id>/policy?x=y`. The fragment holds them, so any folder of any static host serves
 * them, offline too.
 */
import { TEXTS } from './page-texts.ts';
import { ADDRESS_PATTERNS, parseAddress, type Address, type AddressPattern } from './parse-address.ts';

/** A parsed address with the title of its page. */
export interface Route extends Address {
  readonly title: string;
}

/** Parses an address. `hash` is `location.hash`; an unknown address gives the page `lost`. */
export function routeOf(hash: string): Route {
  const address = parseAddress(hash);
  return { ...address, title: TEXTS.titles[address.page] };
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
export function nearest(path: string): AddressPattern & Pick<Route, 'title'> {
  const first = path.split('/')[1]?.toLowerCase() ?? '';
  const home = ADDRESS_PATTERNS[0] as AddressPattern;
  const found =
    ADDRESS_PATTERNS.find(
      ({ pattern }) => pattern.length > 1 && first.length > 1 && pattern.slice(1).startsWith(first.slice(0, 3)),
    ) ?? home;
  return { ...found, title: TEXTS.titles[found.page] };
}
