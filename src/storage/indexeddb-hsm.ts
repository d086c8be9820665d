/**
 * The database of the CloudHSM clusters of a sandbox: `strongroom-hsm:<id>`, apart from that of KMS. It holds the
 * clusters, and their keys as non-extractable CryptoKeys.
 */
import type { HsmClusterRecord, HsmDatabase, HsmKeyRecord } from '../model/hsm-records.ts';
import { openDB, unwrap, type DBSchema, type IDBPDatabase } from 'idb';
import { StorageError } from '../model/storage-error.ts';
import { hsmDatabaseName } from './hsm-database-name.ts';
import { storageErrorFrom } from './storage-error.ts';

interface Schema extends DBSchema {
  clusters: { key: string; value: HsmClusterRecord };
  hsmKeys: { key: string; value: HsmKeyRecord; indexes: { cluster: string } };
}

const SCHEMA_VERSION = 1;

/** Opens the database. Rejects with StorageError, as do all methods of the result. */
export async function openIndexedDbHsms(world: string): Promise<HsmDatabase> {
  let isClosed = false;
  const database = await guard(() =>
    openDB<Schema>(hsmDatabaseName(world), SCHEMA_VERSION, {
      upgrade(upgraded) {
        upgraded.createObjectStore('clusters', { keyPath: 'id' });
        upgraded.createObjectStore('hsmKeys', { keyPath: 'id' }).createIndex('cluster', 'clusterId');
      },
      // Another tab deletes the sandbox.
      blocking(_current, _wanted, event) {
        isClosed = true;
        (event.target as IDBDatabase).close();
      },
      terminated: () => (isClosed = true),
    }),
  );

  async function guard<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new StorageError('gone');
    try {
      return await work();
    } catch (cause) {
      throw storageErrorFrom(cause);
    }
  }

  return {
    clusters: () => guard(() => database.getAll('clusters')),
    cluster: (id) => guard(() => database.get('clusters', id)),
    changeCluster: (id, change) => guard(() => changeCluster(database, id, change)),
    key: (id) => guard(() => database.get('hsmKeys', id)),
    keys: (clusterId) => guard(() => database.getAllFromIndex('hsmKeys', 'cluster', clusterId)),
    putKeys: (keys) =>
      guard(async () => {
        const transaction = database.transaction('hsmKeys', 'readwrite');
        await Promise.all([...keys.map((key) => transaction.store.put(key)), transaction.done]);
      }),
    deleteKey: (id) =>
      guard(async () => {
        const transaction = database.transaction('hsmKeys', 'readwrite');
        const [count] = await Promise.all([
          transaction.store.count(id),
          transaction.store.delete(id),
          transaction.done,
        ]);
        return count > 0;
      }),
    clear: () =>
      guard(async () => {
        const transaction = database.transaction(['clusters', 'hsmKeys'], 'readwrite');
        await Promise.all([
          transaction.objectStore('clusters').clear(),
          transaction.objectStore('hsmKeys').clear(),
          transaction.done,
        ]);
      }),
    close() {
      isClosed = true;
      database.close();
    },
  };
}

/** Reads, changes and writes a cluster in one transaction. An error of `change` aborts it. */
function changeCluster(
  database: IDBPDatabase<Schema>,
  id: string,
  change: (before: HsmClusterRecord | undefined) => HsmClusterRecord | undefined,
): Promise<HsmClusterRecord | undefined> {
  return new Promise((resolve, reject) => {
    const transaction = unwrap(database).transaction(['clusters', 'hsmKeys'], 'readwrite');
    let after: HsmClusterRecord | undefined;
    transaction.oncomplete = () => resolve(after);
    transaction.onabort = () => reject(transaction.error ?? new StorageError('gone'));
    const clusters = transaction.objectStore('clusters');
    const reading = clusters.get(id) as IDBRequest<HsmClusterRecord | undefined>;
    reading.onsuccess = () => {
      try {
        after = change(reading.result);
        if (after === undefined) deleteCluster(transaction, id);
        else clusters.put(after);
      } catch (error) {
        reject(error);
        transaction.abort();
      }
    };
  });
}

function deleteCluster(transaction: IDBTransaction, id: string): void {
  const keys = transaction.objectStore('hsmKeys');
  transaction.objectStore('clusters').delete(id);
  const found = keys.index('cluster').getAllKeys(id);
  found.onsuccess = () => {
    for (const key of found.result) keys.delete(key);
  };
}
