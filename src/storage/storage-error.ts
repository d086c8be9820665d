/** Converts errors of the browser to StorageErrors. */
import { StorageError, type StorageErrorKind } from '../model/storage-error.ts';

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
