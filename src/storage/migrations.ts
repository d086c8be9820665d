/** The schema of a world's database: stores and indexes by the table STORES, the log beside them, and one row for each version. */
import type { IDBPDatabase, IDBPObjectStore, IDBPTransaction } from 'idb';
import { STORES, type IndexRow } from '../model/records.ts';
import { STORE_NAMES } from './commit-batch.ts';

/** The object store of the log: segments by their number. */
export const LOG_STORE = 'segments';
const LOG_KEY = 'seq';

/** The transaction of an upgrade. */
export type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** One version of the schema. A world that is older goes through every later row, in order, in one transaction. */
export interface Migration {
  readonly version: number;
  /** What is new in it. Stores and indexes that STORES has and the database lacks appear by themselves. */
  readonly description: string;
  /** Rewrites the records that are there. It may wait for requests of `upgrade`, for nothing else: the transaction would end. */
  readonly move?: (upgrade: Upgrade) => Promise<void>;
}

/** The versions, oldest first. A change of STORES needs a new row; a row that was released stays as it is. */
export const MIGRATIONS = [
  { version: 1, description: 'Keys, materials, aliases, accounts, principals, access keys, clock and settings, log.' },
  { version: 2, description: 'Groups, role sessions, VPC endpoints, replaced key policies, ended grants.' },
  { version: 3, description: 'AWS owned keys by their owner.' },
] as const satisfies [Migration, ...Migration[]];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION: number = MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 1;

/**
 * Brings `database` at version `from` (0: new) to the newest of `migrations`, inside its upgrade transaction. Never drops a store. Rejects with what
 * a move throws; the caller then aborts the transaction.
 */
export async function migrate(
  database: IDBPDatabase,
  from: number,
  upgrade: Upgrade,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const ensureStore = (name: string, keyPath: string) =>
    database.objectStoreNames.contains(name)
      ? upgrade.objectStore(name)
      : database.createObjectStore(name, { keyPath });

  ensureStore(LOG_STORE, LOG_KEY);
  for (const name of STORE_NAMES) ensureIndexes(ensureStore(name, STORES[name].key), STORES[name].indexes);
  // One after the other: a later move must find what an earlier one wrote.
  for (const { version, move } of migrations) if (version > from && move) await move(upgrade);
}

function ensureIndexes(
  store: IDBPObjectStore<unknown, ArrayLike<string>, string, 'versionchange'>,
  wanted: Readonly<Record<string, IndexRow>>,
): void {
  for (const name of [...store.indexNames]) {
    if (String(store.index(name).keyPath) !== String(wanted[name]?.on)) store.deleteIndex(name);
  }
  for (const [name, { on }] of Object.entries(wanted))
    if (!store.indexNames.contains(name)) store.createIndex(name, [...on]);
}
