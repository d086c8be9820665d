/** Opening the database of a world, and knowing when the connection has ended. */
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { StorageError, storageErrorFrom } from './storage-error.ts';

/** How long other tabs may take to let go of an older schema: what they have in flight ends first. Milliseconds. */
const UPGRADE_TIMEOUT_MS = 1000;

/** Why a connection ended. Chromium closes every connection of an origin when a write finds the disk full. */
const CLOSE_REASONS = {
  closed: () => new StorageError('gone', undefined, 'The storage of this sandbox was closed: try again.'),
  replaced: () =>
    new StorageError('gone', undefined, 'Another tab updated or deleted the storage of this sandbox: reload the page.'),
  lost: () => new StorageError('failed'),
} as const;

/** A connection and, once it has ended, why. */
export interface Connection {
  readonly database: IDBPDatabase;
  /** What every call gets from now on; undefined while the connection lives. */
  ended(): StorageError | undefined;
  /**
   * Runs `work`, and rejects when the browser closes the connection first: a transaction that was under way may then report nothing at all.
   * Rejects at once when the connection has ended.
   */
  guard<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T>;
  /** Lets what is in flight end, and refuses everything after it. */
  close(): void;
}

/**
 * Opens database `name`, bringing it to the newest schema. Rejects with a StorageError: `blocked` when another tab keeps an older schema open,
 * `newer` when the database is beyond this code, `full`, `failed`, `unavailable`; and with the migration's own error when that fails, the database unchanged.
 */
export function connect(name: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let ending: keyof typeof CLOSE_REASONS | undefined;
    let broken: { readonly cause: unknown } | undefined;
    let patience: ReturnType<typeof setTimeout> | undefined;
    let timedOut = false;
    const pending = new Set<(reason: unknown) => void>();

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
 * Before a connection exists, a missing `indexedDB` and the "invalid state" of some private windows say that the browser gives no storage. An aborted
 * upgrade says nothing of the kind: a full disk aborts it too.
 */
function openingErrorFrom(cause: unknown): unknown {
  const error = storageErrorFrom(cause);
  if (!(error instanceof StorageError)) return new StorageError('unavailable', cause);
  if (error.kind !== 'gone') return error;
  return new StorageError((cause as DOMException).name === 'InvalidStateError' ? 'unavailable' : 'failed', cause);
}

/**
 * Deletes database `name` with everything in it. Other tabs let go of it by themselves. Rejects with a StorageError when they do not (`blocked`) and when
 * the browser refuses.
 */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const blocked = () => {
      patience = setTimeout(() => reject(new StorageError('blocked')), UPGRADE_TIMEOUT_MS);
    };
    // In a promise of its own, as above.
    const deleting = Promise.resolve().then(() => deleteDB(name, { blocked }));
    deleting.then(resolve, (cause: unknown) => reject(openingErrorFrom(cause))).finally(() => clearTimeout(patience));
  });
}
