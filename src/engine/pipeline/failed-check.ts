/** The last step of a trace: the check that failed an authorized call. */
import type { Decision, TraceStep } from '../../model/decision.ts';
import type { KmsError } from '../../model/errors.ts';
import type { OperationName } from '../../model/operations.ts';
import type { ResolvedResource } from './call-context.ts';

/** The check that throws an error. */
const CHECK_BY_ERROR: Partial<Record<KmsError['name'], TraceStep['gate']>> = {
  InvalidKeyUsageException: 'usage',
  DisabledException: 'state',
  KMSInvalidStateException: 'state',
  LimitExceededException: 'quota',
};

/**
 * Appends the check that failed an authorized call to the trace of its decision. Returns the decision unchanged if none
 * did.
 */
export function appendFailedCheck(
  decision: Decision | undefined,
  operation: OperationName,
  error: KmsError | undefined,
  resources: readonly ResolvedResource[],
): Decision | undefined {
  if (decision === undefined || !decision.allowed || error === undefined) return decision;
  const gate = CHECK_BY_ERROR[error.name];
  if (gate === undefined) return decision;
  const step: TraceStep = {
    gate,
    action: `kms:${operation}`,
    resource: resources[0]?.arn ?? '*',
    outcome: 'stops',
    because: error.text ?? error.name,
  };
  return { ...decision, trace: [...decision.trace, step] };
}
