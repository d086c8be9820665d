/** What a batch asks of a database, the same for every implementation of the port. */
import type { Batch } from '../model/ports.ts';
import { STORES, type Change, type Segment, type StoreName } from '../model/records.ts';

/** All stores of a world, the log not among them. */
export const STORE_NAMES = Object.keys(STORES) as readonly StoreName[];

/** The stores that `batch` writes. */
export function storesIn(batch: Batch): ReadonlySet<StoreName> {
  return new Set(batch.clear ? STORE_NAMES : batch.changes.map((change) => change.store));
}

/** The key of the record that `change` is about; undefined when it has neither a before nor an after. */
export function keyOf(change: Change): string | undefined {
  const record: object | undefined = change.after ?? change.before;
  return record && (record as Record<string, string>)[STORES[change.store].key];
}

/**
 * Throws TypeError unless `next` can stand in for a batch over `stores` whose number was taken: its segment carries the number after the last of
 * `later`, and it writes no store beyond those, which are all that the transaction holds.
 */
export function assertRebased(next: Batch, later: readonly Segment[], stores: ReadonlySet<StoreName>): void {
  const expected = (later.at(-1)?.seq ?? 0) + 1;
  if (next.segment.seq !== expected)
    throw new TypeError(`The rebased segment carries ${next.segment.seq}, not the next number ${expected}.`);
  const beyond = [...storesIn(next)].filter((store) => !stores.has(store));
  if (beyond.length > 0)
    throw new TypeError(`The rebased batch writes ${beyond.join(', ')}, which the batch before it did not.`);
}

/** Throws TypeError unless `seq` can number a segment: a whole number from 1 up. */
export function assertSegmentNumber(seq: number): void {
  if (!Number.isSafeInteger(seq) || seq < 1)
    throw new TypeError(`A segment is numbered from 1 up, not ${String(seq)}.`);
}
