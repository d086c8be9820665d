/**
 * A sandbox in IndexedDB: database `strongroom-<id>`, one object store per row of STORES. CryptoKeys are stored by
 * structured cloning.
 */
import { unwrap, type IDBPDatabase } from 'idb';
import type { LogBlock } from '../model/log-block.ts';
import type { LogFold } from '../model/log-fold.ts';
import type { LogSummary } from '../model/log-summary.ts';
import type { Batch, Database, Durability } from '../model/ports.ts';
import type { IndexName, Records, StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { appendSegment, commitBatch } from './indexeddb-commit.ts';
import { connect, deleteDatabase, type Connection } from './indexeddb-connection.ts';
import { putDerived, readIndexWithin, readLastSegmentNumber, readSegmentsBelow } from './indexeddb-log.ts';
import { LOG_FOLD_STORE, LOG_INDEX_STORE, LOG_SUMMARY_STORE } from './migrations.ts';
import { prefixRange, toQueryLimit, type IndexKey } from './index-keys.ts';
import { STORE_NAMES } from './commit-batch.ts';
import { canBeUnreadable, findUnlisted, readAgain, readEachRecord, unreadableValue } from './read-one-by-one.ts';
import { StorageError } from '../model/storage-error.ts';
import { storageErrorFrom } from './storage-error.ts';

/** Name of the IndexedDB database of a sandbox. */
export function databaseName(world: string): string {
  return `strongroom-${world}`;
}

/**
 * Opens the database of a sandbox, and creates it if it does not exist. Rejects with StorageError, as do all methods of
 * the result; `connect` lists the causes. Each open database is a connection of its own. Any number of them, in any
 * tabs, may commit at the same time.
 */
export async function openIndexedDb(world: string): Promise<Database> {
  const connection = await connect(databaseName(world));
  try {
    // A new sandbox first tests that this browser stores CryptoKeys: some refuse them in private windows.
    if ((await connection.guard(readLastSegmentNumber)) === 0) await connection.guard(tryKey);
  } catch (cause) {
    connection.close();
    throw cause instanceof DOMException && cause.name === 'DataCloneError'
      ? new StorageError('unavailable', cause)
      : storageErrorFrom(cause);
  }
  return new IndexedDb(connection);
}

/** Deletes the database of a sandbox. Rejects with StorageError if the browser refuses. */
export function deleteIndexedDb(world: string): Promise<void> {
  return deleteDatabase(databaseName(world));
}

/** Stores a CryptoKey and aborts the transaction. Rejects with the browser's error. */
async function tryKey(database: IDBPDatabase): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const [store] = STORE_NAMES as [StoreName];
  await new Promise<void>((resolve, reject) => {
    const transaction = unwrap(database).transaction(store, 'readwrite');
    transaction.onabort = () => (transaction.error === null ? resolve() : reject(transaction.error));
    try {
      const { keyPath } = transaction.objectStore(store);
      const put = transaction.objectStore(store).put({ [String(keyPath)]: '', key });
      put.onsuccess = () => transaction.abort();
    } catch (cause) {
      reject(cause);
      transaction.abort();
    }
  });
}

class IndexedDb implements Database {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    return this.#use(async (database) => {
      try {
        const record = (await database.get(store, key)) as Records[S] | null | undefined;
        return record === null ? await readAgain(database, store, key, unreadableValue()) : record;
      } catch (cause) {
        if (!canBeUnreadable(cause)) throw cause;
        return readAgain(database, store, key, cause);
      }
    });
  }

  page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: IndexKey,
    limit: number,
    after?: IndexKey,
  ): Promise<Records[S][]> {
    return this.#use(async (database) => {
      const range = rangeOf(by, after);
      const count = toQueryLimit(limit);
      // For getAll, 0 means no limit.
      if (range === undefined || count === 0) return [];
      const place = { store, index, range, limit: count };
      try {
        const records = (await database.getAllFromIndex(store, index, range, count)) as (Records[S] | null)[];
        return records.includes(null)
          ? await readEachRecord(database, place, unreadableValue())
          : (records as Records[S][]);
      } catch (cause) {
        if (!canBeUnreadable(cause)) throw cause;
        return readEachRecord(database, place, cause);
      }
    });
  }

  count<S extends StoreName>(store: S, index: IndexName<S>, by: IndexKey): Promise<number> {
    return this.#use((database) => database.countFromIndex(store, index, rangeOf(by)));
  }

  findUnlisted(store: StoreName): Promise<readonly string[]> {
    return this.#use((database) => findUnlisted(database, store));
  }

  lastSeq(): Promise<number> {
    return this.#use(readLastSegmentNumber);
  }

  readSegments(before: number | undefined, limit: number): Promise<Segment[]> {
    return this.#use((database) => readSegmentsBelow(database, before, toQueryLimit(limit)));
  }

  commit(batch: Batch, taken: (later: readonly Segment[]) => Batch | undefined, durability: Durability): Promise<void> {
    return this.#use(async (database) => {
      const connection = unwrap(database);
      const { changes, clear, segment } = batch;
      if (changes.length > 0 || clear || segment.seq === 1) return commitBatch(connection, batch, taken, durability);
      const outcome = await appendSegment(connection, segment, durability);
      if (outcome !== 'stored') await commitBatch(connection, batch, taken, durability, outcome === 'misplaced');
    });
  }

  readLogBlocks(from: number, to: number): Promise<LogBlock[]> {
    return this.#use((database) => readIndexWithin<LogBlock>(database, LOG_INDEX_STORE, from, to));
  }

  writeLogBlock(block: LogBlock): Promise<void> {
    return this.#use((database) => putDerived(database, LOG_INDEX_STORE, block));
  }

  readLogSummaries(from: number, to: number): Promise<LogSummary[]> {
    return this.#use((database) => readIndexWithin<LogSummary>(database, LOG_SUMMARY_STORE, from, to));
  }

  writeLogSummary(summary: LogSummary): Promise<void> {
    return this.#use((database) => putDerived(database, LOG_SUMMARY_STORE, summary));
  }

  readLogFold(id: string): Promise<LogFold | undefined> {
    return this.#use((database) => database.get(LOG_FOLD_STORE, id) as Promise<LogFold | undefined>);
  }

  writeLogFold(fold: LogFold): Promise<void> {
    return this.#use((database) => putDerived(database, LOG_FOLD_STORE, fold));
  }

  close(): void {
    this.#connection.close();
  }

  async #use<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
    try {
      return await this.#connection.guard(work);
    } catch (cause) {
      const error = storageErrorFrom(cause);
      const end = error instanceof StorageError && error.kind === 'gone' ? this.#connection.ended() : undefined;
      throw end ?? error;
    }
  }
}

function rangeOf(by: IndexKey, after?: IndexKey): IDBKeyRange | undefined {
  const bounds = prefixRange(by, after);
  return bounds && IDBKeyRange.bound(bounds.lower, bounds.upper, bounds.open, true);
}
