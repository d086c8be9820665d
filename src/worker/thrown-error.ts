/** Errors as data, for the page. */
import type { ThrownError } from '../model/call-messages.ts';
import { DamagedRecordError, StorageError } from '../model/storage-error.ts';

/** Returns `error` as data. */
export function toThrownError(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  if (!(error instanceof StorageError)) return { name, message };
  const damaged = error instanceof DamagedRecordError ? { damaged: error.damaged } : {};
  return { name, message, details: { kind: error.kind, ...damaged } };
}
