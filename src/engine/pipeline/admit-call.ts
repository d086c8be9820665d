/**
 * Steps 1 to 5 of the request pipeline (validate, resolve, throttle, authorize, check), which decide whether the
 * operation runs.
 */
import type { Call } from '../../model/contract.ts';
import type { CheckStage, Decision, TraceStep } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import { authorize, type Authorization, type AuthorizationInput } from '../authorization/authorize.ts';
import { createAccessDeniedError } from '../authorization/denial.ts';
import { loadEndpoint } from '../authorization/load-evaluation-data.ts';
import type { Request } from '../authorization/request.ts';
import { checkGrantTokens } from '../grants/grant-tokens.ts';
import type { Metering, ThrottledCall } from '../quotas/throttle-request.ts';
import type { CallContext, ResolvedResource } from './call-context.ts';
import { checkKeyState, checkKeyUsage } from './check-key-state.ts';
import type { RegisteredOperation, Run } from './operation.ts';
import { resolveResources } from './resolve-resources.ts';
import { validateInput } from './validate-input.ts';

/** Results of the steps so far, for the event, whether they succeeded or not. */
export interface CallProgress extends Metering {
  resources: readonly ResolvedResource[];
  /** The input, once it conforms to its shape. */
  input: ValidInput<OperationName> | undefined;
  /** The authorized request, if authorization was reached. */
  request: Request | undefined;
  decision: Decision | undefined;
  /** For a denial: the resource and the missing policy type. */
  denied: Authorization['denied'];
  /**
   * The check in progress after authorization. If a check throws, it is this one. Undefined before and after the
   * checks, so that a call and its simulation, which never runs, have the same decision.
   */
  check: CheckStage | undefined;
}

const NO_RESOURCES: readonly ResolvedResource[] = [];

/** Returns the progress of a call before its first step. */
export function createProgress(): CallProgress {
  return {
    resources: NO_RESOURCES,
    input: undefined,
    charge: undefined,
    sidecar: undefined,
    request: undefined,
    decision: undefined,
    denied: undefined,
    check: undefined,
  };
}

/** Runs step 3. Omitted: the call does not count for request quotas. */
export type Throttle = (call: ThrottledCall, metering: Metering) => Promise<void> | undefined;

/** The members of an input that the pipeline itself reads. */
interface CommonInput {
  readonly GrantTokens?: readonly string[];
  readonly DryRun?: boolean;
  readonly DryRunModifiers?: readonly string[];
}

const dryRunError = (): KmsError =>
  new KmsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');

function createRunContext(
  context: CallContext,
  input: ValidInput<OperationName>,
  request: Request,
): Run<OperationName> {
  const { resources } = request;
  const resource = (role: string): ResolvedResource => {
    const found = resources.find((entry) => entry.role === role);
    if (found === undefined) throw new TypeError(`This operation has no resource with role ${role}.`);
    return found;
  };
  return {
    ...context,
    input,
    request,
    resources,
    resource,
    key: (role = 'key') => {
      const { key } = resource(role);
      if (key === undefined) throw new TypeError(`The resource with role ${role} is not a key.`);
      return key;
    },
  };
}

/** Runs step 5, the checks after authorization, in the order measured on AWS: for each key, usage before state. */
async function checkRun(
  operation: RegisteredOperation,
  run: Run<OperationName>,
  progress: CallProgress,
): Promise<void> {
  progress.check = 'operation';
  if (operation.early !== undefined) await operation.early(run);
  for (const { key, stateless, as } of run.resources) {
    if (key === undefined || stateless) continue;
    progress.check = 'usage';
    checkKeyUsage(operation, key, as);
    progress.check = 'state';
    checkKeyState(operation.facts.states, key);
  }
  progress.check = 'operation';
  await operation.check?.(run);
  progress.check = 'quota';
  if (operation.checkQuota !== undefined) await operation.checkQuota(run);
  progress.check = undefined;
}

/**
 * Runs steps 1 to 5 of a call.
 * @param progress filled with the results, also if a step throws
 * @throws {KmsError}
 */
export async function admitCall(
  operation: RegisteredOperation,
  call: Pick<Call, 'input' | 'requestContext'>,
  context: CallContext,
  progress: CallProgress,
  throttle?: Throttle,
): Promise<Run<OperationName>> {
  const { caller, region, now, reader } = context;
  const { facts } = operation;
  const input = validateInput(operation.name, call.input);
  progress.input = input;
  operation.validate?.(input);
  const resources = await resolveResources(facts.resources, input, context);
  progress.resources = resources;
  const { GrantTokens, DryRun, DryRunModifiers } = input as CommonInput;
  const tokens = GrantTokens === undefined ? [] : await checkGrantTokens(GrantTokens, reader);
  const throttling = throttle?.({ operation, input, resources, requestContext: call.requestContext }, progress);
  if (throttling !== undefined) await throttling;
  const request: Request = {
    caller,
    operation: operation.name,
    input,
    region,
    now,
    requestContext: call.requestContext,
    crossAccount: facts.crossAccount === true,
    resources,
    endpoint: call.requestContext === undefined ? undefined : await loadEndpoint(call.requestContext, reader),
  };
  const asking: AuthorizationInput = { request, context, tokens };
  const { decision, denied } = await (operation.authorize?.(asking) ?? authorize(asking));
  progress.request = request;
  progress.decision = decision;
  progress.denied = denied;
  if (denied !== undefined) throw createAccessDeniedError(request, denied.resource, denied.verdict);
  if (DryRun && DryRunModifiers?.includes('IGNORE_CIPHERTEXT')) throw dryRunError();
  const run = createRunContext(context, input, request);
  await checkRun(operation, run, progress);
  return run;
}

/** Ends a dry run after step 5, by DryRunOperationException. */
export function checkDryRun(input: ValidInput<OperationName>): void {
  if ((input as CommonInput).DryRun) throw dryRunError();
}

/**
 * Returns the decision about a call. If a check after authorization failed with `error`, the trace ends with that
 * check.
 */
export function decisionOf(
  { decision, check, resources }: CallProgress,
  operation: OperationName,
  error: KmsError | undefined,
): Decision | undefined {
  if (decision === undefined || check === undefined || error === undefined) return decision;
  const step: TraceStep = {
    gate: check,
    action: `kms:${operation}`,
    resource: resources[0]?.arn ?? '*',
    outcome: 'stops',
    because: error.text ?? error.name,
  };
  return { ...decision, trace: [...decision.trace, step] };
}
