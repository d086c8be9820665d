/** Errors of storage, and what to do about each. They reject calls: no error of AWS describes them. */
import type { DamagedRecord } from './records.ts';

/**
 * `full`: the storage quota of this site is used up. `failed`: the browser could not read or write, for example on a
 * full disk. `blocked`: another tab keeps an older schema open. `gone`: this connection has ended. `newer`: a newer
 * version of the app wrote the database. `missing`: commits that were stored are missing. `damaged`: a stored
 * record cannot be used. `unavailable`: the browser provides no storage to this page. Only `unavailable` means that
 * nothing can be stored; the others may pass, and stored data may exist.
 */
export type StorageErrorKind = 'full' | 'failed' | 'blocked' | 'gone' | 'newer' | 'missing' | 'damaged' | 'unavailable';

const MESSAGES: Readonly<Record<StorageErrorKind, string>> = {
  full: 'Storage is full. The change was not saved. Free disk space or delete site data, then try again.',
  failed:
    'Storage failed, most likely because the disk is full. The change was not saved. Free disk space, then try again. You do not need to reload.',
  blocked: 'Another tab uses an older version of the app. Close the other tabs of this site, then reload.',
  gone: 'The storage connection was lost. Try again.',
  missing:
    'The browser removed them, for example because the disk was full. Continue with what is left, or reset the sandbox.',
  damaged: 'All other records can be used. Reset the sandbox to remove damaged data.',
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

/** Describes what is damaged, as the start of a sentence. */
function describeDamage({ store, id, member }: DamagedRecord): string {
  if (store === 'segments') return `Segment ${id} of the audit log is damaged: its events cannot be read.`;
  const record = `Record ${id} of the store ${store}`;
  return member === undefined
    ? `${record} is missing or cannot be read.`
    : `${record} is damaged: ${member} is not valid.`;
}

/** A stored record is damaged. Nothing was changed. */
export class DamagedRecordError extends StorageError {
  constructor(readonly damaged: DamagedRecord) {
    super('damaged', undefined, `${describeDamage(damaged)} ${MESSAGES.damaged}`);
  }
}
