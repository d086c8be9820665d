/** The stored form of the counts of a month: each name once, and calls as numbers. */
import type { DamagedRecord } from '../../model/records.ts';
import type { CallDescription, KeyFacts } from './load-month-usage.ts';

/** What is stored of a month. */
export interface StoredMonth {
  readonly counted: number;
  readonly consoleReads: number;
  readonly days: readonly (readonly [succeeded: number, failed: number] | null)[];
  readonly damaged: readonly DamagedRecord[];
  /** Facts of keys that are no longer stored. */
  readonly lostKeys: readonly (readonly [name: string, facts: KeyFacts])[];
  readonly names: readonly string[];
  /**
   * For each description: operation, principal, account, key pair spec (0: none, otherwise 1 more than its place),
   * number of keys, the keys, succeeded and failed calls. All but the counts are places in `names`.
   */
  readonly calls: readonly number[];
}

/** Counts of calls by description, a JSON text. */
type Calls = ReadonlyMap<string, readonly [succeeded: number, failed: number]>;

/** Encodes counts of calls. */
export function encodeCalls(calls: Calls): Pick<StoredMonth, 'names' | 'calls'> {
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  };
  const numbers: number[] = [];
  for (const [text, counts] of calls) {
    const [operation, principal, account, pairSpec, keys] = JSON.parse(text) as CallDescription;
    numbers.push(placeOf(operation), placeOf(principal), placeOf(account));
    numbers.push(pairSpec === null ? 0 : placeOf(pairSpec) + 1, keys.length, ...keys.map(placeOf), ...counts);
  }
  return { names: [...places.keys()], calls: numbers };
}

/** Decodes counts of calls. */
export function decodeCalls({ names, calls }: Pick<StoredMonth, 'names' | 'calls'>): Map<string, [number, number]> {
  const decoded = new Map<string, [number, number]>();
  let next = 0;
  const read = (): number => calls[next++] ?? 0;
  const readName = (): string => names[read()] ?? '';
  while (next < calls.length) {
    const [operation, principal, account] = [readName(), readName(), readName()];
    const pairSpec = read();
    const keys = Array.from({ length: read() }, readName);
    const description: CallDescription = [
      operation,
      principal,
      account,
      pairSpec === 0 ? null : (names[pairSpec - 1] ?? null),
      keys,
    ];
    decoded.set(JSON.stringify(description), [read(), read()]);
  }
  return decoded;
}
