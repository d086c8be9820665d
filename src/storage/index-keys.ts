/** Order of index keys, as in IndexedDB ("compare two keys"). Source: https://w3.org/TR/2023/WD-IndexedDB-3-20230803 */

/** A comparable key: numbers sort before strings, strings before arrays. */
export type Key = string | number | readonly Key[];

/** The members of a record that an index sorts by. */
export type IndexKey = readonly (string | number)[];

/**
 * Compares keys: negative, 0 or positive. Numbers by value, strings by UTF-16 code units, arrays member by member with
 * the shorter first.
 */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'object' && typeof b === 'object') {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const order = compareKeys(a[i] as Key, b[i] as Key);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  const rank = typeOrder(a) - typeOrder(b);
  if (rank !== 0) return rank;
  return a < b ? -1 : a > b ? 1 : 0;
}

function typeOrder(key: Key): number {
  return typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2;
}

/** From `lower` (exclusive if `open`) to `upper` (exclusive). */
export interface KeyRange {
  readonly lower: Key;
  readonly open: boolean;
  readonly upper: Key;
}

/** Returns the range of index keys that begin with `by` and come after `after`. Undefined if it is empty. */
export function prefixRange(by: IndexKey, after?: IndexKey): KeyRange | undefined {
  // An array sorts after every number and string, so no key that begins with `by` is greater.
  const upper: Key = [...by, []];
  const open = after !== undefined && compareKeys(after, by) >= 0;
  const lower = open ? after : by;
  return compareKeys(lower, upper) < 0 ? { lower, open, upper } : undefined;
}

/**
 * Converts `limit` for IndexedDB.
 * @throws {TypeError} if it is negative or not a number
 */
export function toQueryLimit(limit: number): number {
  if (typeof limit !== 'number' || !(limit >= 0))
    throw new TypeError(`limit must be 0 or greater; got ${String(limit)}.`);
  return Math.min(Math.floor(limit), 2 ** 32 - 1);
}
