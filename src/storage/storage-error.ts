/** What can go wrong with storage, and what to do about each. */

/**
 * `full`: no space left. `blocked`: another tab holds an older schema open. `gone`: this connection has ended. `newer`: a newer version of the
 * app wrote the database. `unavailable`: the browser gives no storage, or what it gives does not work.
 */
export type StorageErrorKind = 'full' | 'blocked' | 'gone' | 'newer' | 'unavailable';

const SENTENCES: Readonly<Record<StorageErrorKind, string>> = {
  full: 'The storage of this browser is full: nothing of this step was stored. Free disk space or delete data of this site, then try again.',
  blocked: 'Another tab still uses an older version of this world: close the other tabs of this site, then reload.',
  gone: 'The connection to the storage of this world has ended: reload the page.',
  newer:
    'This world was stored by a newer version of the app: reload the page to get that version. Nothing was changed.',
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
    sentence: string = SENTENCES[kind],
  ) {
    super(sentence, cause === undefined ? undefined : { cause });
  }
}

/** What the browser's own errors mean here, by their name. The rest are errors of the caller, such as DataCloneError, and stay as they are. */
const KINDS: Readonly<Record<string, StorageErrorKind>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  InvalidStateError: 'gone',
  AbortError: 'gone',
  TransactionInactiveError: 'gone',
  NotFoundError: 'unavailable',
  UnknownError: 'unavailable',
  SecurityError: 'unavailable',
  NotReadableError: 'unavailable',
};

/** `cause` as a StorageError where it is the storage that failed; else `cause` itself. */
export function storageErrorFrom(cause: unknown): unknown {
  if (!(cause instanceof DOMException)) return cause;
  const kind = KINDS[cause.name];
  return kind === undefined ? cause : new StorageError(kind, cause);
}
