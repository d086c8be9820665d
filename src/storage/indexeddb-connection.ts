/** Opens the database of a sandbox, and detects the end of the connection. */
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { StorageError } from '../model/storage-error.ts';
import { storageErrorFrom } from './storage-error.ts';

/** Milliseconds that other tabs have to close an older schema: their pending transactions end first. */
const UPGRADE_TIMEOUT_MS = 1000;

/** Why a connection ended. Chromium closes every connection of an origin if a write finds the disk full. */
const CLOSE_REASONS = {
  closed: () => new StorageError('gone', undefined, 'The storage connection is closed. Try again.'),
  replaced: () => new StorageError('gone', undefined, 'Another tab upgraded or deleted this sandbox. Reload the page.'),
  lost: () => new StorageError('failed'),
} as const;

/** A connection and, once it has ended, the reason. */
export interface Connection {
  readonly database: IDBPDatabase;
  /** The error of all further calls; undefined while the connection is open. */
  ended(): StorageError | undefined;
  /**
   * Runs `work`. Rejects if the browser closes the connection first: a pending transaction may then report nothing.
   * Rejects immediately if the connection has ended.
   */
  guard<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T>;
  /** Lets pending transactions end and rejects later calls. */
  close(): void;
}

/**
 * Opens database `name` and upgrades it to the current schema. Rejects with a StorageError: `blocked` if another tab
 * keeps an older schema open, `newer` if the database has a later schema, `full`, `failed` or `unavailable`. If a
 * migration fails, rejects with its error; the database is unchanged.
 */
export function connect(name: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let ending: keyof typeof CLOSE_REASONS | undefined;
    let broken: { readonly cause: unknown } | undefined;
    let patience: ReturnType<typeof setTimeout> | undefined;
    let timedOut = false;
    const pending = new Set<(reason: unknown) => void>();

    // In a promise: where storage is blocked, even reading `indexedDB` throws.
    const opening = Promise.resolve().then(() =>
      openDB(name, SCHEMA_VERSION, {
        upgrade(database, from, _to, upgrade) {
          migrate(database, from, upgrade).catch((cause: unknown) => {
            broken = { cause };
            upgrade.done.catch(() => undefined);
            // After a failed request, the transaction is already aborting.
            if (upgrade.error === null) upgrade.abort();
          });
        },
        blocked() {
          patience = setTimeout(() => {
            timedOut = true;
            reject(new StorageError('blocked'));
          }, UPGRADE_TIMEOUT_MS);
        },
        blocking(_current, _wanted, event) {
          ending ??= 'replaced';
          (event.target as IDBDatabase).close();
        },
        terminated() {
          ending ??= 'lost';
          for (const refuse of pending) refuse(CLOSE_REASONS[ending]());
          pending.clear();
        },
      }),
    );

    opening.then(
      (database) => {
        clearTimeout(patience);
        if (timedOut) return database.close();
        const ended = () => ending && CLOSE_REASONS[ending]();
        resolve({
          database,
          ended,
          guard: (work) =>
            new Promise((answer, refuse) => {
              const end = ended();
              if (end) throw end;
              pending.add(refuse);
              void work(database)
                .then(answer, refuse)
                .finally(() => pending.delete(refuse));
            }),
          close() {
            ending ??= 'closed';
            database.close();
          },
        });
      },
      (cause: unknown) => {
        clearTimeout(patience);
        reject(broken ? storageErrorFrom(broken.cause) : openingErrorFrom(cause));
      },
    );
  });
}

/**
 * Before a connection exists, a missing `indexedDB` and the InvalidStateError of some private windows mean that there
 * is no storage. An aborted upgrade does not: a full disk causes it too.
 */
function openingErrorFrom(cause: unknown): unknown {
  const error = storageErrorFrom(cause);
  if (!(error instanceof StorageError)) return new StorageError('unavailable', cause);
  if (error.kind !== 'gone') return error;
  return new StorageError((cause as DOMException).name === 'InvalidStateError' ? 'unavailable' : 'failed', cause);
}

/**
 * Deletes database `name` with all data. Other tabs close it by themselves. Rejects with a StorageError if they do not
 * (`blocked`), or if the browser refuses.
 */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const blocked = () => {
      patience = setTimeout(() => reject(new StorageError('blocked')), UPGRADE_TIMEOUT_MS);
    };
    // In a promise, as above.
    const deleting = Promise.resolve().then(() => deleteDB(name, { blocked }));
    deleting.then(resolve, (cause: unknown) => reject(openingErrorFrom(cause))).finally(() => clearTimeout(patience));
  });
}
