/** What can go wrong with storage, and what to do about each. */

/**
 * `full`: the quota of this site is used up. `failed`: the browser could not read or write, as on a full disk. `blocked`: another tab holds an older
 * schema open. `gone`: this connection has ended. `newer`: a newer version of the app wrote the database. `unavailable`: the browser gives this page no
 * storage at all. Only `unavailable` says that nothing can be stored here: the others may pass, and stored data may exist.
 */
export type StorageErrorKind = 'full' | 'failed' | 'blocked' | 'gone' | 'newer' | 'unavailable';

const MESSAGES: Readonly<Record<StorageErrorKind, string>> = {
  full: 'The storage of this browser is full: nothing of this step was stored. Free disk space or delete data of this site, then try again.',
  failed:
    'The storage of this browser failed, most likely because the disk is full: nothing of this step was stored. Free disk space, then try again. A reload is not needed.',
  blocked: 'Another tab still uses an older version of this sandbox: close the other tabs of this site, then reload.',
  gone: 'The connection to the storage of this sandbox has ended: try again.',
  newer:
    'This sandbox was stored by a newer version of the app: reload the page to get that version. Nothing was changed.',
  unavailable:
    'This browser gives no working storage to this page: leave private browsing or allow site data, then reload.',
};

/** Storage failed. `kind` is for code, the message for people: it says what to do. `cause` is what the browser threw, where it threw. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  /** `sentence` replaces the usual sentence of the kind. */
  constructor(
    readonly kind: StorageErrorKind,
    cause?: unknown,
    sentence: string = MESSAGES[kind],
  ) {
    super(sentence, cause === undefined ? undefined : { cause });
  }
}

/**
 * The kind of each error that a browser reports, by its name. The rest are errors of the caller, such as DataCloneError, and stay as they are.
 * UnknownError is what Chromium reports on a full disk, at opening, reading and writing alike (test/faults/full-disk.slow.ts): it never means that
 * there is no storage.
 */
const KINDS: Readonly<Record<string, StorageErrorKind>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  InvalidStateError: 'gone',
  AbortError: 'gone',
  TransactionInactiveError: 'gone',
  NotFoundError: 'failed',
  UnknownError: 'failed',
  SecurityError: 'unavailable',
  NotReadableError: 'failed',
};

/** `cause` as a StorageError where it is the storage that failed; else `cause` itself. */
export function storageErrorFrom(cause: unknown): unknown {
  if (!(cause instanceof DOMException)) return cause;
  const kind = KINDS[cause.name];
  return kind === undefined ? cause : new StorageError(kind, cause);
}
