/** Errors of labs. */

/**
 * Why a lab cannot go on. `too-complex`: a check needs more steps than the maximum. `unbound-variable`: a predicate or
 * a step uses a variable before it has a value. `not-started`: the lab has no progress. `reset`: the sandbox of the lab
 * was reset since its start. `step-failed`: a step of the lab did not answer as the lab expects. `unknown-name`: the
 * lab has no such task, quiz or answer. `no-services`: the lab uses a service, and the runner has none.
 */
export type LabErrorCode =
  'too-complex' | 'unbound-variable' | 'not-started' | 'reset' | 'step-failed' | 'unknown-name' | 'no-services';

/** An error of a lab or of its use. `code` says which. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;
  /** Index of the step that failed, in the list that was run. Omitted: the error is not that of a step. */
  readonly step?: number;

  constructor(code: LabErrorCode, message: string, options: ErrorOptions & { readonly step?: number } = {}) {
    super(message, options);
    this.code = code;
    if (options.step !== undefined) this.step = options.step;
  }
}
