/** Commits to IndexedDB: one readwrite transaction, whose every request is made inside the callbacks of those before it. */
import type { Batch } from '../model/ports.ts';
import type { Segment, StoreName } from '../model/records.ts';
import { assertRebased, assertSegmentNumber, keyOf, STORE_NAMES, storesIn } from './commit-batch.ts';
import { LOG_STORE } from './migrations.ts';
import { encodeSegment, decodeSegment, type StoredSegment } from './segment-encoding.ts';
import { StorageError } from './storage-error.ts';

/**
 * Stores a batch of events alone, numbered from 2 up, ending the transaction before its answers are in: one way to the storage and back instead of two,
 * and nearly every batch is such a one. `taken`: another host had the number and nothing was stored; the batch goes the long way, below.
 * `misplaced`: the number was free although others went on, because a reset in another tab emptied the log, of the segment before too: numbers are given
 * without gaps. Such a segment holds no change and no event of an answered call; the long way takes it out again first.
 */
export function appendSegment(
  connection: IDBDatabase,
  segment: Segment,
  durability: IDBTransactionDurability,
): Promise<'stored' | 'taken' | 'misplaced'> {
  assertSegmentNumber(segment.seq);
  const transaction = connection.transaction(LOG_STORE, 'readwrite', { durability });
  const log = transaction.objectStore(LOG_STORE);
  // Not inside the promise: what hangs on a request lives until the browser next looks through its whole heap, and must not keep the segment.
  const add = log.add(encodeSegment(segment));
  // By its own key, which the storage finds at once; any higher number it would have to seek.
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
    // Chromium aborts a transaction whose end was asked for when one of its requests fails after that: nothing is stored, which is what `taken` says.
    transaction.onabort = () => (refused ? resolve('taken') : reject(transaction.error ?? new StorageError('gone')));
    transaction.commit();
  });
}

/**
 * Stores `batch`, or what `taken` makes of it, as the Database port says. Rejects with what the browser reports, or with what `taken` throws.
 * It speaks to IndexedDB itself: idb hides the event that keeps a transaction alive after a refused `add`, and costs a promise for each request.
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
  const transaction = connection.transaction([LOG_STORE, ...stores], 'readwrite', { durability });
  const log = transaction.objectStore(LOG_STORE);

  return new Promise((resolve, reject) => {
    let failure: { readonly cause: unknown } | undefined;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure ? failure.cause : (transaction.error ?? new StorageError('gone')));

    /** `work` as a callback of the transaction: what it throws undoes everything and becomes the rejection. */
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
        const segments = (later.result as StoredSegment[]).map(decodeSegment);
        const next = taken(segments);
        if (next === undefined) return transaction.commit();
        assertRebased(next, segments, stores);
        write(transaction, next, true);
      });
    };

    step(() => {
      if (misplaced) log.delete(seq);
      // Both at once: a number may be free although others went on, because a reset empties the log.
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

/** Makes the requests of `batch` and lets the transaction end; the segment only when it is not there yet. */
function write(transaction: IDBTransaction, batch: Batch, withSegment: boolean): void {
  const log = transaction.objectStore(LOG_STORE);
  if (batch.clear) for (const name of [LOG_STORE, ...STORE_NAMES]) transaction.objectStore(name).clear();
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
