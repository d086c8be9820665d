/**
 * The database of the external key managers of a sandbox in IndexedDB: `strongroom-external-<id>`, apart from the
 * database of KMS.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import {
  MAX_LOGGED_REQUESTS,
  type ExternalDatabase,
  type ExternalKeyRecord,
  type ProxyRecord,
  type ProxyRequestRecord,
} from '../model/external-key-manager.ts';
import { deleteDatabase } from './indexeddb-connection.ts';
import { storageErrorFrom } from './storage-error.ts';

const VERSION = 1;

interface Schema extends DBSchema {
  proxies: { key: string; value: ProxyRecord };
  externalKeys: { key: string; value: ExternalKeyRecord };
  /** Keys are generated: requests in the order in which they were logged. */
  requests: { key: number; value: ProxyRequestRecord; indexes: { proxy: string } };
}

/** Name of the database of a sandbox. No sandbox ID contains a colon, so it is not the name of another sandbox's. */
export function externalDatabaseName(world: string): string {
  return `strongroom-external:${world}`;
}

/** Deletes the database. Rejects with StorageError if the browser refuses. */
export function deleteExternalDatabase(world: string): Promise<void> {
  return deleteDatabase(externalDatabaseName(world));
}

/** Range of the keys that start with `prefix`. */
function prefixRange(prefix: string): IDBKeyRange | null {
  return prefix === '' ? null : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** Opens the database, and creates it if it does not exist. Rejects with StorageError. */
export async function openExternalDatabase(world: string): Promise<ExternalDatabase> {
  let database: IDBPDatabase<Schema>;
  try {
    database = await openDB<Schema>(externalDatabaseName(world), VERSION, {
      upgrade(opened) {
        opened.createObjectStore('proxies', { keyPath: 'id' });
        opened.createObjectStore('externalKeys', { keyPath: 'id' });
        opened.createObjectStore('requests', { autoIncrement: true }).createIndex('proxy', 'proxyId');
      },
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
  } catch (cause) {
    throw storageErrorFrom(cause);
  }
  const use = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw storageErrorFrom(cause);
    }
  };
  return {
    get: (store, id) => use(async () => (await database.get(store, id)) as never),
    list: (store, prefix) => use(async () => (await database.getAll(store, prefixRange(prefix))) as never),
    update: (store, id, change) =>
      use(async () => {
        const transaction = database.transaction(store, 'readwrite');
        try {
          const records = transaction.store;
          const after = change((await records.get(id)) as never);
          await (after === undefined ? records.delete(id) : records.put(after));
        } catch (error) {
          transaction.done.catch(() => undefined);
          transaction.abort();
          throw error;
        }
        await transaction.done;
      }),
    log: (request) =>
      use(async () => {
        const transaction = database.transaction('requests', 'readwrite');
        await transaction.store.add(request);
        const surplus = (await transaction.store.count()) - MAX_LOGGED_REQUESTS;
        let oldest = surplus > 0 ? await transaction.store.openCursor() : null;
        for (let removed = 0; removed < surplus && oldest !== null; removed++) {
          await oldest.delete();
          oldest = await oldest.continue();
        }
        await transaction.done;
      }),
    requests: (proxyId, limit) =>
      use(async () => {
        const found: ProxyRequestRecord[] = [];
        let cursor = await database
          .transaction('requests')
          .store.index('proxy')
          .openCursor(IDBKeyRange.only(proxyId), 'prev');
        while (cursor !== null && found.length < limit) {
          found.push(cursor.value);
          cursor = await cursor.continue();
        }
        return found;
      }),
    clear: () =>
      use(async () => {
        const names = ['proxies', 'externalKeys', 'requests'] as const;
        const transaction = database.transaction(names, 'readwrite');
        await Promise.all(names.map((name) => transaction.objectStore(name).clear()));
        await transaction.done;
      }),
    close: () => database.close(),
  };
}
