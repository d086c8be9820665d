/** Reads the audit log and its index backwards. */
import type { IDBPDatabase, IDBPObjectStore } from 'idb';
import type { LogBlock } from '../model/log-block.ts';
import type { LogFold } from '../model/log-fold.ts';
import type { LogSummary } from '../model/log-summary.ts';
import type { Segment } from '../model/segment.ts';
import { LOG_STORE, type DerivedStoreName, type LOG_INDEX_STORE, type LOG_SUMMARY_STORE } from './migrations.ts';
import { canBeUnreadable, readEachSegment, unreadableValue } from './read-one-by-one.ts';
import { decodeSegment, type StoredSegment } from './segment-encoding.ts';

/** Returns the number of the newest segment, or 0 if there is none. */
export async function readLastSegmentNumber(connection: IDBPDatabase): Promise<number> {
  const cursor = await connection.transaction(LOG_STORE).store.openKeyCursor(null, 'prev');
  return (cursor?.key as number | undefined) ?? 0;
}

type LogStore = IDBPObjectStore<unknown, [typeof LOG_STORE], typeof LOG_STORE>;

/** Reads the segments of a range, oldest first: by one request or, if one of them cannot be read, by one each. */
async function readRange(connection: IDBPDatabase, store: LogStore, range: IDBKeyRange): Promise<Segment[]> {
  let stored: (StoredSegment | null)[];
  try {
    stored = (await store.getAll(range)) as typeof stored;
  } catch (cause) {
    if (!canBeUnreadable(cause)) throw cause;
    return readEachSegment(connection, range, cause);
  }
  return stored.includes(null)
    ? readEachSegment(connection, range, unreadableValue())
    : stored.map((one) => decodeSegment(one as StoredSegment));
}

/**
 * Reads segments below `before` (all if undefined), newest first, at most `limit`. Numbers are dense except for the gap
 * that a reset leaves below. Each range is read with one getAll, several times faster than a cursor over values; a key
 * cursor finds the top of the next range.
 */
export async function readSegmentsBelow(
  connection: IDBPDatabase,
  before: number | undefined,
  limit: number,
): Promise<Segment[]> {
  const found: Segment[] = [];
  let top = before === undefined ? Infinity : before - 1;
  let dense = before !== undefined;
  while (found.length < limit && top >= 1) {
    const { store } = connection.transaction(LOG_STORE);
    if (!dense) {
      const cursor = await store.openKeyCursor(IDBKeyRange.upperBound(top), 'prev');
      if (cursor === null) break;
      top = cursor.key as number;
    }
    const bottom = top - (limit - found.length) + 1;
    const range = IDBKeyRange.bound(bottom, top);
    const segments = await readRange(connection, store, range);
    found.push(...segments.reverse());
    top = bottom - 1;
    dense = false;
  }
  return found;
}

/** Reads the entries of an index whose first segment is from `from` to `to`, newest first. */
export async function readIndexWithin<T extends LogBlock | LogSummary>(
  connection: IDBPDatabase,
  store: typeof LOG_INDEX_STORE | typeof LOG_SUMMARY_STORE,
  from: number,
  to: number,
): Promise<T[]> {
  if (from > to) return [];
  const entries = (await connection.getAll(store, IDBKeyRange.bound(from, to))) as T[];
  return entries.reverse();
}

/** Stores what was derived from the log: an entry of an index, or a fold. */
export async function putDerived(
  connection: IDBPDatabase,
  store: DerivedStoreName,
  entry: LogBlock | LogSummary | LogFold,
): Promise<void> {
  const transaction = connection.transaction(store, 'readwrite', { durability: 'relaxed' });
  await Promise.all([transaction.store.put(entry), transaction.done]);
}
