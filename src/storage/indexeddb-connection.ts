/** Opening the database of a world, and knowing when the connection has ended. */
import { openDB, type IDBPDatabase } from 'idb';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { StorageError, storageErrorFrom } from './storage-error.ts';

/** How long other tabs may take to let go of an older schema: what they have in flight ends first. Milliseconds. */
const GRACE = 1000;

/** Why a connection ended, in words. */
const ENDINGS = {
  closed: 'This connection to the storage of the world was closed: open the world again.',
  replaced: 'Another tab updated or deleted the storage of this world: reload the page.',
  lost: 'The browser took the storage of this world away (site data cleared, or the disk failed): reload the page.',
} as const;

/** A connection and, once it has ended, why. */
export interface Connection {
  readonly database: IDBPDatabase;
  /** What every call gets from now on; undefined while the connection lives. */
  ended(): StorageError | undefined;
  /** Lets what is in flight end, and refuses everything after it. */
  close(): void;
}

/**
 * Opens database `name`, bringing it to the newest schema. Rejects with a StorageError: `blocked` when another tab keeps an older schema open,
 * `newer` when the database is beyond this code, `full`, `unavailable`; and with the migration's own error when that fails, the database unchanged.
 */
export function connect(name: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let ending: keyof typeof ENDINGS | undefined;
    let broken: { readonly cause: unknown } | undefined;
    let patience: ReturnType<typeof setTimeout> | undefined;
    let late = false;

    // In a promise of its own: reading `indexedDB` alone throws where storage is blocked.
    const opening = Promise.resolve().then(() =>
      openDB(name, SCHEMA_VERSION, {
        upgrade(database, from, _to, upgrade) {
          migrate(database, from, upgrade).catch((cause: unknown) => {
            broken = { cause };
            upgrade.done.catch(() => undefined);
            // When a request failed, the transaction is on its way out already.
            if (upgrade.error === null) upgrade.abort();
          });
        },
        blocked() {
          patience = setTimeout(() => {
            late = true;
            reject(new StorageError('blocked'));
          }, GRACE);
        },
        blocking(_current, _wanted, event) {
          ending ??= 'replaced';
          (event.target as IDBDatabase).close();
        },
        terminated() {
          ending ??= 'lost';
        },
      }),
    );

    opening.then(
      (database) => {
        clearTimeout(patience);
        if (late) return database.close();
        resolve({
          database,
          ended: () => ending && new StorageError('gone', undefined, ENDINGS[ending]),
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

/** Before a connection stands, the browser's "invalid state" and its missing `indexedDB` say that it gives no storage. */
function openingErrorFrom(cause: unknown): unknown {
  const error = storageErrorFrom(cause);
  if (error instanceof StorageError && error.kind !== 'gone') return error;
  return new StorageError('unavailable', cause);
}
