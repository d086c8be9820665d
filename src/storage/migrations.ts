/** Schema of a sandbox database: stores and indexes of STORES, the audit log and its index, and one row per version. */
import type { IDBPDatabase, IDBPObjectStore, IDBPTransaction } from 'idb';
import { STORES, type IndexRow } from '../model/records.ts';
import { STORE_NAMES } from './commit-batch.ts';

/** Object store of the audit log: segments by number. */
export const LOG_STORE = 'segments';
const LOG_KEY = 'seq';

/** Object store of the index of the audit log: blocks by the number of their first segment. */
export const LOG_INDEX_STORE = 'segmentIndex';
const LOG_INDEX_KEY = 'first';

/** Object store of summaries of that index, by the number of their first segment. */
export const LOG_SUMMARY_STORE = 'segmentSummaries';

/** Object store of folds of the audit log. */
export const LOG_FOLD_STORE = 'logFolds';
const LOG_FOLD_KEY = 'id';

/** Stores of what is derived from the log. A reset clears them with it. */
export const DERIVED_STORES = [LOG_INDEX_STORE, LOG_SUMMARY_STORE, LOG_FOLD_STORE] as const;
export type DerivedStoreName = (typeof DERIVED_STORES)[number];

/** Transaction of an upgrade. */
export type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** One version of the schema. An older database runs through every later row, in order, in one transaction. */
export interface Migration {
  readonly version: number;
  /** What is new. Stores and indexes in STORES that the database lacks are created automatically. */
  readonly description: string;
  /** Rewrites existing records. May await only requests of `upgrade`; otherwise the transaction would end. */
  readonly move?: (upgrade: Upgrade) => Promise<void>;
}

/** Versions, oldest first. A change of STORES needs a new row; a released row never changes. */
export const MIGRATIONS = [
  { version: 1, description: 'Keys, materials, aliases, accounts, principals, access keys, clock and settings, log.' },
  { version: 2, description: 'Groups, role sessions, VPC endpoints, replaced key policies, ended grants.' },
  { version: 3, description: 'AWS owned keys by their owner.' },
  { version: 4, description: 'Index of the audit log. It is filled later, in the background.' },
  { version: 5, description: 'Keys that sign digest files.' },
  { version: 6, description: 'Parameters for the import of key material, and custom key stores.' },
  { version: 7, description: 'Summaries of the index of the audit log, and folds of the log. They are filled later.' },
  { version: 8, description: 'Records of services.' },
] as const satisfies [Migration, ...Migration[]];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION: number = MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 1;

/**
 * Upgrades `database` from version `from` (0: new) to the last of `migrations`, in its upgrade transaction. Never drops
 * a store. Rejects with the error of a move; the caller then aborts the transaction.
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
  ensureStore(LOG_INDEX_STORE, LOG_INDEX_KEY);
  ensureStore(LOG_SUMMARY_STORE, LOG_INDEX_KEY);
  ensureStore(LOG_FOLD_STORE, LOG_FOLD_KEY);
  for (const name of STORE_NAMES) ensureIndexes(ensureStore(name, STORES[name].key), STORES[name].indexes);
  // In sequence: a later move must see what an earlier one wrote.
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
