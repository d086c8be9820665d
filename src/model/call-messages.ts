/**
 * The messages of the port that carries KMS calls between page and worker. Each message is a batch
 * (`base/batch-encoding.ts`): of requests to the worker, of answers to the page. Answers come in any order; the id ties
 * them to their requests.
 */
import type { Call, HttpRequest, HttpResponse, Reply } from './contract.ts';

/** One call: as data, or as a request of AWS JSON 1.1. */
export type CallRequest = {
  /** Unique among the requests of the port. */
  readonly id: number;
  /** The sandbox. */
  readonly world: string;
} & ({ readonly method: 'call'; readonly input: Call } | { readonly method: 'http'; readonly input: HttpRequest });

/** What the worker threw. Errors of AWS are no exceptions: they are in the Reply. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
}

/** The answer to the request of this id. */
export type CallAnswer = { readonly id: number } & (
  { readonly output: Reply | HttpResponse; readonly error?: never } | { readonly error: ThrownError }
);
