/**
 * The request pipeline: the fixed steps of every call (validate, resolve, throttle, authorize, state, run, commit,
 * reply). The order was measured on AWS, and only this file defines it.
 */
import { createUuid } from '../../base/uuid.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Call, Reply } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import type { Ports } from '../../model/ports.ts';
import type { Change, ClockRecord, Settings } from '../../model/records.ts';
import type { KeyLastUsage } from '../audit/key-last-usage.ts';
import { createCallEvent } from '../audit/call-event.ts';
import { authorize, type AuthorizationInput, type Authorization } from '../authorization/authorize.ts';
import { loadEndpoint } from '../authorization/load-evaluation-data.ts';
import type { Request } from '../authorization/request.ts';
import { createAccessDeniedError } from '../authorization/denial.ts';
import { readClock, simulatedTime } from '../clock/simulated-clock.ts';
import { findNextDueKey, applyDueTasks } from '../clock/due-tasks.ts';
import type { Caller } from './caller.ts';
import type { GroupCommitter, SubmitCommit } from '../transaction/group-commit.ts';
import { resolveCaller, isServicePrincipal } from '../directory/principals.ts';
import { createAwsManagedKeyOnFirstUse } from '../keys/aws-managed.ts';
import { checkKeysUsable } from './check-key-state.ts';
import { checkGrantTokens } from '../grants/grant-tokens.ts';
import { resolveResources } from './resolve-resources.ts';
import { appendFailedCheck } from './failed-check.ts';
import { AsymmetricThrottle } from './asymmetric-throttle.ts';
import type { CallContext, ResolvedResource } from './call-context.ts';
import type { RegisteredOperation, Run, RunResult } from './operation.ts';
import { checkRequestRate } from '../quotas/rate.ts';
import type { Reader, ReadCache } from '../transaction/reader.ts';
import { validateRequestContext } from './request-context.ts';
import { parseCustodyOption, readSettings } from '../settings.ts';
import { validateInput } from './validate-input.ts';

/** Optimistic retries before a call runs exclusively. */
const MAX_RETRIES = 3;

const REGION = /^([a-z]+-){2,3}\d+$/;

/** Dependencies of the pipeline of one engine. */
export interface PipelineDependencies {
  readonly ports: Ports;
  readonly cache: ReadCache;
  readonly commits: GroupCommitter;
  readonly lastUses: KeyLastUsage;
  /** Runs all due tasks. */
  settle(): Promise<void>;
  operation(name: string): RegisteredOperation | undefined;
  /** Called for every error of an operation that is not a KmsError. */
  onFault(cause: unknown): void;
}

/** Results of steps 1 to 6 for the event, whether they succeeded or not. */
interface PipelineState {
  resources: readonly ResolvedResource[];
  decision?: Decision;
  /** For a denial: the resource and the missing policy type. */
  denied?: Authorization['denied'];
  /** The authorized request, if authorization was reached. */
  request?: Request;
  /** The input, once it conforms to its shape. */
  input?: ValidInput<OperationName>;
}

/** What all calls of one caller share, whatever they ask for. */
interface CallEnvironment {
  readonly settings: Settings;
  readonly clock: ClockRecord;
  readonly caller: Caller;
  /** Simulated time of the next due task, or Infinity. */
  readonly dueAt: number;
}

/**
 * Reads the environment of a caller.
 * @throws {TypeError} if the caller does not exist
 */
function readCallEnvironment(reader: Reader, arn: string | undefined): CallEnvironment | Promise<CallEnvironment> {
  return reader.derived(arn ?? '', async (inner) => {
    const settings = await readSettings(inner);
    const clock = await readClock(inner);
    const caller = await resolveCaller(inner, arn, settings);
    const first = await inner.first('keys', 'due');
    return { settings, clock, caller, dueAt: first?.dueAt ?? Infinity };
  });
}

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

/** The part of a call that differs between calls of one caller. */
type Given = Pick<Call, 'input' | 'requestContext'>;

/** Runs steps 1 to 5 and the operation's own checks. Throws KmsError; `progress` then has the results so far. */
async function admit(
  operation: RegisteredOperation,
  given: Given,
  context: CallContext,
  progress: PipelineState,
): Promise<Run<OperationName>> {
  const { caller, region, now, reader } = context;
  const { facts } = operation;
  const input = validateInput(operation.name, given.input);
  progress.input = input;
  operation.validate?.(input);
  const resources = await resolveResources(facts.resources, input, context);
  progress.resources = resources;
  const options = input as {
    readonly GrantTokens?: readonly string[];
    readonly DryRun?: boolean;
    readonly DryRunModifiers?: readonly string[];
  };
  const tokens = await checkGrantTokens(options.GrantTokens, reader);
  checkRequestRate();
  const request: Request = {
    caller,
    operation: operation.name,
    input,
    region,
    now,
    requestContext: given.requestContext,
    crossAccount: facts.crossAccount === true,
    resources,
    endpoint: given.requestContext === undefined ? undefined : await loadEndpoint(given.requestContext, reader),
  };
  const asking: AuthorizationInput = { request, context, tokens };
  const { decision, denied } = await (operation.authorize?.(asking) ?? authorize(asking));
  Object.assign(progress, { decision, denied, request });
  if (denied !== undefined) throw createAccessDeniedError(caller, denied.resource, denied.verdict);
  const run = createRunContext(context, input, request);
  if (options.DryRun && options.DryRunModifiers?.includes('IGNORE_CIPHERTEXT')) throw dryRunError();
  await operation.early?.(run);
  checkKeysUsable(operation, resources);
  await operation.check?.(run);
  return run;
}

const dryRunError = (): KmsError =>
  new KmsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');

/** Runs steps 1 to 6. */
async function work(
  operation: RegisteredOperation,
  given: Given,
  context: CallContext,
  progress: PipelineState,
  lane: AsymmetricThrottle,
): Promise<RunResult<OperationName>> {
  const run = await admit(operation, given, context, progress);
  if ((run.input as { readonly DryRun?: boolean }).DryRun) throw dryRunError();
  if (operation.facts.usage !== undefined && usesAsymmetricKey(run.resources)) await lane.acquire();
  return operation.run(run);
}

/** Whether the call uses a key pair, which takes many times longer than all the rest of it. */
function usesAsymmetricKey(resources: readonly ResolvedResource[]): boolean {
  return resources.some(({ key }) => key !== undefined && KEY_SPECS[key.spec].kind === 'asymmetric');
}

/** Result of a call that is evaluated but not made. */
export interface DryRunDecision {
  readonly decision: Decision;
  readonly denied: Authorization['denied'];
  readonly request: Request;
  readonly context: CallContext;
  /** The error after authorization, of any kind. */
  readonly stop: KmsError | undefined;
}

/**
 * Checks the contract of a call.
 * @throws {TypeError}
 */
function checkCall(call: Call): void {
  if (!REGION.test(call.region)) throw new TypeError(`${call.region} is not a valid Region.`);
  validateRequestContext(call.requestContext, isServicePrincipal(call.caller ?? ''));
  parseCustodyOption(call);
}

/** The request pipeline of one engine. */
export class RequestPipeline {
  readonly #parts: PipelineDependencies;
  readonly #lane: AsymmetricThrottle;
  readonly #together: SubmitCommit;

  constructor(parts: PipelineDependencies) {
    this.#parts = parts;
    this.#lane = new AsymmetricThrottle(parts.ports.yieldToEventLoop);
    this.#together = (reader, outcome) => parts.commits.submit(reader, outcome);
  }

  /**
   * Answers one call. Rejects with TypeError for invalid arguments (unknown caller, invalid Region), and with the cause
   * if storage fails.
   */
  async call(call: Call): Promise<Reply> {
    checkCall(call);
    const requestId = createUuid(this.#parts.ports.random.publicBytes(16));
    const operation = this.#parts.operation(call.operation);
    // Not in the audit log: CloudTrail records no call of an unknown operation.
    if (operation === undefined)
      return { requestId, ok: false, error: new KmsError('UnknownOperationException').toData() };
    for (let turn = 0; ; turn++) {
      const attempt = (submit: SubmitCommit) => this.#attempt(operation, call, requestId, submit);
      try {
        const reply = await (turn < MAX_RETRIES
          ? attempt(this.#together)
          : this.#parts.commits.runExclusively(attempt));
        if (reply !== undefined) return reply;
      } catch (error) {
        // This error commits nothing, so nothing has shown whether another host created the principal meanwhile.
        if (!(error instanceof TypeError) || !(await this.#parts.commits.refresh())) throw error;
      }
    }
  }

  /**
   * Runs steps 1 to 5 of a call that is not made, as if `supposed` were stored. Returns the decision, with the check
   * that would fail the call at the end of its trace. Commits nothing. Throws KmsError if the call would fail before
   * authorization, and TypeError like `call`.
   */
  async decide(call: Call, supposed: readonly Change[] = []): Promise<DryRunDecision> {
    checkCall(call);
    const operation = this.#parts.operation(call.operation);
    if (operation === undefined) throw new KmsError('UnknownOperationException');
    const reader = this.#parts.cache.openPreviewReader(supposed);
    try {
      const context = this.#contextOf(call, reader, await readCallEnvironment(reader, call.caller));
      // A real call would have created the AWS managed key first.
      const managed = await createAwsManagedKeyOnFirstUse(call, context);
      if (managed !== undefined) return await this.decide(call, [...supposed, ...managed.changes]);
      const progress: PipelineState = { resources: [] };
      let error: KmsError | undefined;
      try {
        await admit(operation, call, context, progress);
      } catch (thrown) {
        error = thrown instanceof KmsError ? thrown : this.#fault(thrown);
      }
      const { decision, denied, request } = progress;
      if (decision === undefined || request === undefined)
        throw error ?? new TypeError(`${call.operation} is authorized without policies, so it has no decision.`);
      const stop = decision.allowed ? error : undefined;
      return {
        decision: appendFailedCheck(decision, operation.name, error, progress.resources) ?? decision,
        denied,
        request,
        context,
        stop,
      };
    } finally {
      this.#parts.cache.close(reader);
    }
  }

  /** Whether the call would pass steps 1 to 5 if `changes` were stored. */
  async #succeedsWith(call: Call, changes: readonly Change[]): Promise<boolean> {
    try {
      const { decision, stop } = await this.decide(call, changes);
      return decision.allowed && stop === undefined;
    } catch (error) {
      if (error instanceof KmsError) return false;
      throw error;
    }
  }

  #contextOf(call: Call, reader: Reader, { settings, clock, caller }: CallEnvironment): CallContext {
    return {
      settings,
      custody: call.custody ?? settings.custody,
      caller,
      region: call.region,
      now: simulatedTime(clock, this.#parts.ports.clock),
      reader,
      random: this.#parts.ports.random,
      lastUse: (keyArn) => this.#parts.lastUses.of(keyArn),
    };
  }

  /** Converts a bug to AWS's error name, and reports its cause to `onInternalError`. */
  #fault(cause: unknown): KmsError {
    this.#parts.onFault(cause);
    return new KmsError('KMSInternalException', undefined, cause instanceof Error ? cause.message : String(cause));
  }

  /** Makes one attempt. Undefined if it conflicted. */
  async #attempt(
    operation: RegisteredOperation,
    call: Call,
    requestId: string,
    submit: SubmitCommit,
  ): Promise<Reply | undefined> {
    const reader = this.#parts.cache.openReader();
    try {
      return await this.#answer(operation, call, requestId, reader, submit);
    } finally {
      this.#parts.cache.close(reader);
    }
  }

  async #answer(
    operation: RegisteredOperation,
    call: Call,
    requestId: string,
    reader: Reader,
    submit: SubmitCommit,
  ): Promise<Reply | undefined> {
    const { ports } = this.#parts;
    const surroundings = await readCallEnvironment(reader, call.caller);
    const context = this.#contextOf(call, reader, surroundings);
    const { caller, now } = context;
    this.#parts.commits.durability = context.settings.durability;
    const due = surroundings.dueAt <= now ? await findNextDueKey(reader, now) : undefined;
    if (due !== undefined) {
      // Shares due tasks with other waiting calls. A call that runs exclusively holds up all other commits, so it runs
      // them itself.
      if (submit === this.#together) await this.#parts.settle();
      else await submit(reader, await applyDueTasks(reader, due, ports.random));
      return undefined;
    }
    const managed = await createAwsManagedKeyOnFirstUse(call, context);
    if (managed !== undefined && (await this.#succeedsWith(call, managed.changes))) {
      await submit(reader, managed);
      return undefined;
    }
    const progress: PipelineState = { resources: [] };
    let result: RunResult<OperationName> | undefined;
    let error: KmsError | undefined;
    try {
      result = await work(operation, call, context, progress, this.#lane);
    } catch (thrown) {
      error = thrown instanceof KmsError ? thrown : this.#fault(thrown);
    }
    const decision = appendFailedCheck(progress.decision, operation.name, error, progress.resources);
    const event = createCallEvent(
      {
        operation,
        input: progress.input,
        region: call.region,
        caller,
        requestId,
        now,
        resources: progress.resources,
        result,
        error,
        decision,
        requestContext: call.requestContext,
      },
      ports.random,
    );
    const events = [...(event === undefined ? [] : [event]), ...(result?.serviceEvents ?? [])];
    const seq = await submit(reader, { changes: result?.changes ?? [], events });
    if (seq === undefined) return undefined;
    const shared = {
      requestId,
      seq,
      ...(event === undefined ? {} : { event }),
      ...(decision === undefined ? {} : { decision }),
    };
    if (result !== undefined) return { ...shared, ok: true, output: result.output };
    return { ...shared, ok: false, error: (error as KmsError).toData() };
  }
}
