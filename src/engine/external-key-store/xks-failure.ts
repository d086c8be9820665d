/** Why a request to the proxy of an external key store failed, before it becomes an error of KMS. */
import type { XksConnectionProblem, XksErrorName } from '../../model/xks-proxy-api.ts';

/**
 * The error name of the proxy; what prevented an answer; `malformed`: the answer is not as specified;
 * `inconsistent`: what the proxy decrypted is not what KMS had encrypted.
 */
export type XksProblem = XksErrorName | XksConnectionProblem | 'malformed' | 'inconsistent';

/** A failed request. */
export class XksFailure extends Error {
  override readonly name = 'XksFailure';
  readonly problem: XksProblem;

  constructor(problem: XksProblem, cause?: unknown) {
    super(`The request to the external key store proxy failed: ${problem}.`, { cause });
    this.problem = problem;
  }
}
