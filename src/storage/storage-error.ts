/** Storage errors, and what to do about each. */

/**
 * `full`: the storage quota of this site is used up. `failed`: the browser could not read or write, for example on a
 * full disk. `blocked`: another tab keeps an older schema open. `gone`: this connection has ended. `newer`: a newer
 * version of the app wrote the database. `missing`: commits that were stored are missing. `unavailable`: the
 * browser provides no storage to this page. Only `unavailable` means that nothing can be stored; the others may pass,
 * and stored data may exist.
 */
export type StorageErrorKind = 'full' | 'failed' | 'blocked' | 'gone' | 'newer' | 'missing' | 'unavailable';

const MESSAGES: Readonly<Record<StorageErrorKind, string>> = {
  full: 'Storage is full. The change was not saved. Free disk space or delete site data, then try again.',
  failed:
    'Storage failed, most likely because the disk is full. The change was not saved. Free disk space, then try again. You do not need to reload.',
  blocked: 'Another tab uses an older version of the app. Close the other tabs of this site, then reload.',
  gone: 'The storage connection was lost. Try again.',
  missing:
    'The browser removed them, for example because the disk was full. Continue with what is left, or reset the sandbox.',
  newer: 'This sandbox was created by a newer version of the app. Reload to update. No data was changed.',
  unavailable: 'Browser storage is unavailable. Leave private browsing or allow site data, then reload.',
};

/**
 * Storage failed. `kind` is for code; the message tells people what to do. `cause` is the browser's error, if there was
 * one.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  /** @param sentence replaces the default message of the kind */
  constructor(
    readonly kind: StorageErrorKind,
    cause?: unknown,
    sentence: string = MESSAGES[kind],
  ) {
    super(sentence, cause === undefined ? undefined : { cause });
  }
}

/** Stored commits are missing. */
export class MissingDataError extends StorageError {
  /** @param missing numbers of the newest commit that is stored and of the newest that was */
  constructor(readonly missing: { readonly found: number; readonly expected: number }) {
    const { found, expected } = missing;
    super(
      'missing',
      undefined,
      `Stored data of this sandbox is missing: ${found === 0 ? 'all' : expected - found} of ${expected} commits. ${MESSAGES.missing}`,
    );
  }
}

/**
 * Kind of each browser error by name. All others, such as DataCloneError, are errors of the caller and stay unchanged.
 * Chromium reports UnknownError for a full disk, while opening, reading and writing (test/faults/full-disk.slow.ts). It
 * never means that storage is unavailable.
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

/** Converts `cause` to a StorageError if storage failed; otherwise returns `cause`. */
export function storageErrorFrom(cause: unknown): unknown {
  if (!(cause instanceof DOMException)) return cause;
  const kind = KINDS[cause.name];
  return kind === undefined ? cause : new StorageError(kind, cause);
}
