/** Rules for a batch that hold for every implementation of `Database`. */
import type { Batch } from '../model/ports.ts';
import { STORES, type Change, type StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';

/** All stores of a sandbox except the audit log. */
export const STORE_NAMES = Object.keys(STORES) as readonly StoreName[];

/** The stores that `batch` writes. */
export function storesIn(batch: Batch): ReadonlySet<StoreName> {
  return new Set(batch.clear ? STORE_NAMES : batch.changes.map((change) => change.store));
}

/** Key of the record that `change` is about; undefined if it has neither a before nor an after. */
export function keyOf(change: Change): string | undefined {
  const record: object | undefined = change.after ?? change.before;
  return record && (record as Record<string, string>)[STORES[change.store].key];
}

/**
 * Checks that `next` can replace a batch over `stores` whose number was taken: its segment has the number after the
 * last of `later`, and it writes no store beyond those, the only ones in the transaction.
 * @throws {TypeError}
 */
export function assertRebased(next: Batch, later: readonly Segment[], stores: ReadonlySet<StoreName>): void {
  const expected = (later.at(-1)?.seq ?? 0) + 1;
  if (next.segment.seq !== expected)
    throw new TypeError(`Rebased segment has number ${next.segment.seq}; expected ${expected}.`);
  const beyond = [...storesIn(next)].filter((store) => !stores.has(store));
  if (beyond.length > 0)
    throw new TypeError(`Rebased batch writes stores outside the transaction: ${beyond.join(', ')}.`);
}

/**
 * Checks that `seq` is a segment number: a positive integer.
 * @throws {TypeError}
 */
export function assertSegmentNumber(seq: number): void {
  if (!Number.isSafeInteger(seq) || seq < 1)
    throw new TypeError(`Segment number must be a positive integer; got ${String(seq)}.`);
}
