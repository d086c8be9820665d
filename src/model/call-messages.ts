/**
 * The messages of the port for KMS calls between page and worker. Each message is a batch (`base/batch-encoding.ts`) of
 * requests to the worker or of answers to the page. Answers arrive in any order; the ID names the request.
 */
import type { Call, HttpRequest, HttpResponse, Reply } from './contract.ts';
import type { DamagedRecordError, StorageError } from './storage-error.ts';

/** One call: as data, or as a request of AWS JSON 1.1. */
export type CallRequest = {
  /** Unique among the requests of the port. */
  readonly id: number;
  /** ID of the sandbox. */
  readonly world: string;
} & ({ readonly method: 'call'; readonly input: Call } | { readonly method: 'http'; readonly input: HttpRequest });

/** Members of a StorageError beyond its name and message. */
export type StorageErrorDetails = Pick<StorageError, 'kind'> & Partial<Pick<DamagedRecordError, 'damaged'>>;

/** An error that the worker threw. AWS errors are part of the Reply. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  /** Present for a StorageError. */
  readonly details?: StorageErrorDetails;
}

/** The answer to the request with this ID. */
export type CallAnswer = { readonly id: number } & (
  { readonly output: Reply | HttpResponse; readonly error?: never } | { readonly error: ThrownError }
);
