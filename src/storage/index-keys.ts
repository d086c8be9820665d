/** The order of index keys, as IndexedDB has it. Source: Indexed Database API 3.0, "compare two keys". */

/** A key that can be compared: numbers come before strings, strings before lists. */
export type Key = string | number | readonly Key[];

/** The members of one record that an index sorts by. */
export type IndexKey = readonly (string | number)[];

/** Negative, 0 or positive: numbers by value, strings by UTF-16 code units, lists member by member with the shorter first. */
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

/** Everything from `lower` (without it when `open`) up to, and without, `upper`. */
export interface KeyRange {
  readonly lower: Key;
  readonly open: boolean;
  readonly upper: Key;
}

/** Where the index keys lie that begin with `by` and come after `after`; undefined when there can be none. */
export function prefixRange(by: IndexKey, after?: IndexKey): KeyRange | undefined {
  // A list sorts after every number and string: nothing that begins with `by` is beyond this.
  const upper: Key = [...by, []];
  const open = after !== undefined && compareKeys(after, by) >= 0;
  const lower = open ? after : by;
  return compareKeys(lower, upper) < 0 ? { lower, open, upper } : undefined;
}

/** `limit` as IndexedDB takes it. Throws TypeError when it is negative or no number. */
export function toQueryLimit(limit: number): number {
  if (typeof limit !== 'number' || !(limit >= 0))
    throw new TypeError(`A limit is a number from 0 up, not ${String(limit)}.`);
  return Math.min(Math.floor(limit), 2 ** 32 - 1);
}
