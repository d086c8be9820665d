/** The schema of a world's database: stores and indexes by the table STORES, the log beside them, and one row for each version. */
import { STORES, type IndexRow } from '../model/records.ts';
import { STORE_NAMES } from './batch.ts';

/** The object store of the log: segments by their number. */
export const LOG = 'segments';
const LOG_KEY = 'seq';

/** One version of the schema. A world that is older goes through every later row, in order, in one transaction. */
export interface Migration {
  readonly version: number;
  /** What is new in it. Stores and indexes that STORES has and the database lacks appear by themselves. */
  readonly news: string;
  /** Rewrites the records that are there. May only make requests of `transaction`. */
  readonly move?: (transaction: IDBTransaction) => void;
}

/** The versions, oldest first. A change of STORES needs a new row; a row that was released stays as it is. */
export const MIGRATIONS = [
  { version: 1, news: 'Keys, materials, aliases, accounts, principals, access keys, clock and settings, log.' },
] as const satisfies [Migration, ...Migration[]];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION: number = MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 1;

/** Brings a database at version `from` (0: new) to the newest of `migrations`, inside its upgrade transaction. Never drops a store. */
export function migrate(transaction: IDBTransaction, from: number, migrations: readonly Migration[] = MIGRATIONS): void {
  ensureStore(transaction, LOG, LOG_KEY);
  for (const name of STORE_NAMES) {
    const store = ensureStore(transaction, name, STORES[name].key);
    ensureIndexes(store, STORES[name].indexes);
  }
  for (const { version, move } of migrations) if (version > from) move?.(transaction);
}

function ensureStore(transaction: IDBTransaction, name: string, keyPath: string): IDBObjectStore {
  return transaction.db.objectStoreNames.contains(name) ? transaction.objectStore(name) : transaction.db.createObjectStore(name, { keyPath });
}

function ensureIndexes(store: IDBObjectStore, wanted: Readonly<Record<string, IndexRow>>): void {
  for (const name of [...store.indexNames]) {
    if (String(store.index(name).keyPath) !== String(wanted[name]?.on)) store.deleteIndex(name);
  }
  for (const [name, { on }] of Object.entries(wanted)) if (!store.indexNames.contains(name)) store.createIndex(name, [...on]);
}
