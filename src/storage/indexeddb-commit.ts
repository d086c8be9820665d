/** Commits to IndexedDB in one readwrite transaction. Each request is made in the callback of an earlier one. */
import type { Batch } from '../model/ports.ts';
import type { StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { assertRebased, assertSegmentNumber, keyOf, STORE_NAMES, storesIn } from './commit-batch.ts';
import { DERIVED_STORES, LOG_STORE } from './migrations.ts';
import { encodeSegment, decodeSegment, type StoredSegment } from './segment-encoding.ts';
import { StorageError } from '../model/storage-error.ts';

/**
 * Stores a batch that only adds events, with a number from 2 up, and ends the transaction before its results arrive:
 * one round trip to storage instead of two. Nearly every batch is of this kind. `taken`: another host used the number
 * and nothing was stored; use `commitBatch`. `misplaced`: the number was free although other hosts went on, because a
 * reset in another tab emptied the log, including the previous segment: numbers have no gaps. Such a segment contains
 * no change and no event of an answered call; `commitBatch` removes it first.
 */
export function appendSegment(
  connection: IDBDatabase,
  segment: Segment,
  durability: IDBTransactionDurability,
): Promise<'stored' | 'taken' | 'misplaced'> {
  assertSegmentNumber(segment.seq);
  const transaction = connection.transaction(LOG_STORE, 'readwrite', { durability });
  const log = transaction.objectStore(LOG_STORE);
  // Outside the promise: a request's closure lives until the next full garbage collection, and must not keep the
  // segment alive.
  const add = log.add(encodeSegment(segment));
  // Counts by the exact key, which storage finds directly. Any higher number would need a search.
  const before = log.count(segment.seq - 1);
  return new Promise((resolve, reject) => {
    let refused = false;
    add.onerror = (event) => {
      if (add.error?.name !== 'ConstraintError') return;
      event.preventDefault();
      event.stopPropagation();
      refused = true;
    };
    transaction.oncomplete = () => resolve(refused ? 'taken' : before.result === 1 ? 'stored' : 'misplaced');
    // Chromium aborts a transaction if a request fails after its commit was requested: nothing is stored, as `taken`
    // says.
    transaction.onabort = () => (refused ? resolve('taken') : reject(transaction.error ?? new StorageError('gone')));
    transaction.commit();
  });
}

/**
 * Stores `batch`, or what `taken` makes of it, as the port `Database` specifies. Rejects with the browser's error,
 * or with what `taken` throws. Uses IndexedDB directly: idb hides the event that keeps a transaction alive after a
 * rejected `add`, and costs a promise per request.
 */
export function commitBatch(
  connection: IDBDatabase,
  batch: Batch,
  taken: (later: readonly Segment[]) => Batch | undefined,
  durability: IDBTransactionDurability,
  misplaced = false,
): Promise<void> {
  const { seq } = batch.segment;
  assertSegmentNumber(seq);
  const stores = storesIn(batch);
  const transaction = connection.transaction(
    [LOG_STORE, ...(batch.clear ? DERIVED_STORES : []), ...stores],
    'readwrite',
    {
      durability,
    },
  );
  const log = transaction.objectStore(LOG_STORE);

  return new Promise((resolve, reject) => {
    let failure: { readonly cause: unknown } | undefined;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure ? failure.cause : (transaction.error ?? new StorageError('gone')));

    /** Wraps `work` as a callback of the transaction: an exception aborts it and becomes the rejection. */
    const step = (work: () => void) => () => {
      try {
        work();
      } catch (cause) {
        failure = { cause };
        transaction.abort();
      }
    };

    const rebase = () => {
      const later = log.getAll(IDBKeyRange.lowerBound(seq));
      later.onsuccess = step(() => {
        const segments = (later.result as StoredSegment[]).map((stored) => decodeSegment(stored));
        const next = taken(segments);
        if (next === undefined) return transaction.commit();
        assertRebased(next, segments, stores);
        write(transaction, next, true);
      });
    };

    step(() => {
      if (misplaced) log.delete(seq);
      // Requests both: a number may be free although other hosts went on, because a reset empties the log.
      let refused = batch.clear === true;
      if (!refused) {
        const add = log.add(encodeSegment(batch.segment));
        add.onerror = (event) => {
          if (add.error?.name !== 'ConstraintError') return;
          event.preventDefault();
          event.stopPropagation();
          refused = true;
        };
      }
      const other = log.getKey(IDBKeyRange.lowerBound(seq, !batch.clear));
      other.onsuccess = step(() => {
        const free = other.result === undefined;
        if (batch.clear) {
          if (free) write(transaction, batch, true);
          else rebase();
        } else if (free && !refused) {
          write(transaction, batch, false);
        } else {
          if (!refused) log.delete(seq);
          rebase();
        }
      });
    })();
  });
}

/** Makes the requests of `batch` and lets the transaction end. Adds the segment only if it is not stored yet. */
function write(transaction: IDBTransaction, batch: Batch, withSegment: boolean): void {
  const log = transaction.objectStore(LOG_STORE);
  if (batch.clear)
    for (const name of [LOG_STORE, ...DERIVED_STORES, ...STORE_NAMES]) transaction.objectStore(name).clear();
  if (withSegment) log.add(encodeSegment(batch.segment));
  const opened = new Map<StoreName, IDBObjectStore>();
  for (const change of batch.changes) {
    const key = keyOf(change);
    if (key === undefined) continue;
    const store = opened.get(change.store) ?? transaction.objectStore(change.store);
    opened.set(change.store, store);
    if (change.after === undefined) store.delete(key);
    else store.put(change.after);
  }
  transaction.commit();
}
