/**
 * The request pipeline: the fixed steps of every call (validate, resolve, throttle, authorize, check, run, commit,
 * reply). The order was measured on AWS. Only this file and admit-call.ts, which has the steps before the run, define
 * it.
 */
import { createUuid } from '../../base/uuid.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { isRegionName } from '../../model/regions.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { Call, Reply } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Ports } from '../../model/ports.ts';
import type { Change, ClockRecord, QuotaIncreasesRecord, Settings } from '../../model/records.ts';
import { StorageError } from '../../model/storage-error.ts';
import type { KeyLastUsage } from '../audit/key-last-usage.ts';
import { createCallEvent, createEventsElsewhere } from '../audit/call-event.ts';
import type { Authorization } from '../authorization/authorize.ts';
import type { Request } from '../authorization/request.ts';
import { readClock, simulatedTime } from '../clock/simulated-clock.ts';
import { applyDueTask, findNextDue, nextDueTime } from '../clock/due-tasks.ts';
import type { Caller } from './caller.ts';
import type { GroupCommitter, SubmitCommit } from '../transaction/group-commit.ts';
import { resolveCaller, isServicePrincipal } from '../directory/principals.ts';
import { createAwsManagedKeyOnFirstUse } from '../keys/aws-managed.ts';
import { admitCall, checkDryRun, createProgress, decisionOf, type CallProgress, type Throttle } from './admit-call.ts';
import { AsymmetricThrottle } from './asymmetric-throttle.ts';
import { createOnce, type CallContext, type Once, type ResolvedResource } from './call-context.ts';
import type { RegisteredOperation, RunResult } from './operation.ts';
import type { Reader, ReadCache } from '../transaction/reader.ts';
import { validateClientReport, validateRequestContext } from './request-context.ts';
import { readQuotaIncreases } from '../quotas/quota-values.ts';
import { throttleRequest } from '../quotas/throttle-request.ts';
import type { TokenBuckets } from '../quotas/token-buckets.ts';
import { parseCustodyOption, readSettings } from '../settings.ts';

/** Optimistic retries before a call runs exclusively. */
const MAX_RETRIES = 3;

/** Dependencies of the pipeline of one engine. */
export interface PipelineDependencies {
  readonly ports: Ports;
  readonly cache: ReadCache;
  readonly commits: GroupCommitter;
  readonly lastUses: KeyLastUsage;
  readonly buckets: TokenBuckets;
  /** Runs all due tasks. */
  settle(): Promise<void>;
  operation(name: string): RegisteredOperation | Promise<RegisteredOperation> | undefined;
  /** Called for every error of an operation that is not a KmsError. */
  onFault(cause: unknown): void;
}

/** Data that all calls of one caller share. */
interface CallEnvironment {
  readonly settings: Settings;
  readonly clock: ClockRecord;
  readonly caller: Caller;
  /** Simulated time of the next due task, or Infinity. */
  readonly dueAt: number;
  /** Requests to increase quotas. Undefined: request quotas are off. */
  readonly increases: QuotaIncreasesRecord | undefined;
}

/**
 * Reads the environment of a caller.
 * @throws {TypeError} if the caller does not exist
 */
export function readCallEnvironment(
  reader: Reader,
  { caller: arn, accessKeyId }: Pick<Call, 'caller' | 'accessKeyId'>,
): CallEnvironment | Promise<CallEnvironment> {
  const name = arn ?? '';
  return reader.derived(accessKeyId === undefined ? name : `${name} ${accessKeyId}`, async (inner) => {
    const settings = await readSettings(inner);
    const clock = await readClock(inner);
    const caller = await resolveCaller(inner, arn, settings, accessKeyId);
    const dueAt = await nextDueTime(inner);
    const increases = settings.requestQuotas === 'off' ? undefined : await readQuotaIncreases(inner);
    return { settings, clock, caller, dueAt, increases };
  });
}

/** Outcome of steps 1 to 6: a result or an error. */
interface CallOutcome {
  readonly progress: CallProgress;
  readonly result?: RunResult<OperationName>;
  readonly error?: KmsError;
}

/** Whether the call uses a slow key, which takes many times longer than the rest of the call. */
function isSlow({ facts }: RegisteredOperation, resources: readonly ResolvedResource[]): boolean {
  return facts.usage !== undefined && resources.some(({ key }) => key !== undefined && KEY_SPECS[key.spec].slow);
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
  if (!isRegionName(call.region)) throw new TypeError(`${call.region} is not a valid Region.`);
  validateRequestContext(call.requestContext, isServicePrincipal(call.caller ?? ''));
  validateClientReport(call);
  parseCustodyOption(call);
}

/** A call with its request ID and its memory, which are the same in all attempts. */
type NumberedCall = Call & { readonly requestId: string; readonly once: Once };

/** The request pipeline of one engine. */
export class RequestPipeline {
  readonly #parts: PipelineDependencies;
  readonly #throttle: AsymmetricThrottle;
  readonly #together: SubmitCommit;

  constructor(parts: PipelineDependencies) {
    this.#parts = parts;
    this.#throttle = new AsymmetricThrottle(parts.ports.yieldToEventLoop);
    this.#together = (reader, outcome) => parts.commits.submit(reader, outcome);
  }

  /**
   * Answers one call. Rejects with TypeError for invalid arguments (unknown caller, invalid Region), and with the cause
   * if storage fails.
   */
  async call(call: Call): Promise<Reply> {
    checkCall(call);
    const requestId = createUuid(this.#parts.ports.random.publicBytes(16));
    const found = this.#parts.operation(call.operation);
    const operation = found instanceof Promise ? await found : found;
    // Not in the audit log: CloudTrail records no call of an unknown operation.
    if (operation === undefined)
      return { requestId, ok: false, error: new KmsError('UnknownOperationException').toData() };
    const request: NumberedCall = { ...call, requestId, once: createOnce() };
    for (let attempts = 0; ; attempts++) {
      try {
        const reply =
          attempts < MAX_RETRIES
            ? await this.#attempt(operation, request, this.#together)
            : await this.#parts.commits.runExclusively((submit) => this.#attempt(operation, request, submit));
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
    const found = this.#parts.operation(call.operation);
    const operation = found instanceof Promise ? await found : found;
    if (operation === undefined) throw new KmsError('UnknownOperationException');
    const reader = this.#parts.cache.openPreviewReader(supposed);
    try {
      const context = this.#contextOf(call, reader, await readCallEnvironment(reader, call));
      // A real call would have created the AWS managed key first.
      const managed = await createAwsManagedKeyOnFirstUse(call, context);
      if (managed !== undefined) return await this.decide(call, [...supposed, ...managed.changes]);
      const progress = createProgress();
      let error: KmsError | undefined;
      try {
        await admitCall(operation, call, context, progress);
      } catch (thrown) {
        error = this.#toKmsError(thrown);
      }
      const { denied, request } = progress;
      const decision = decisionOf(progress, operation.name, error);
      if (decision === undefined || request === undefined)
        throw error ?? new TypeError(`${call.operation} is authorized without policies, so it has no decision.`);
      return { decision, denied, request, context, stop: decision.allowed ? error : undefined };
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

  #contextOf(
    call: Call & Partial<NumberedCall>,
    reader: Reader,
    { settings, clock, caller }: CallEnvironment,
  ): CallContext {
    return {
      settings,
      custody: call.custody ?? settings.custody,
      caller,
      region: call.region,
      now: simulatedTime(clock, this.#parts.ports.clock),
      reader,
      random: this.#parts.ports.random,
      external: this.#parts.ports.external ?? {},
      once: call.once ?? createOnce(),
      call,
      lastUse: (keyArn) => this.#parts.lastUses.of(keyArn),
    };
  }

  /**
   * Returns the KmsError to answer with. Reports any other error, which is a bug, to `onInternalError`.
   * @throws {StorageError} if storage failed: no error of AWS describes that
   */
  #toKmsError(thrown: unknown): KmsError {
    if (thrown instanceof KmsError) return thrown;
    if (thrown instanceof StorageError) throw thrown;
    this.#parts.onFault(thrown);
    return new KmsError('KMSInternalException', undefined, thrown instanceof Error ? thrown.message : String(thrown));
  }

  /** Makes one attempt at all steps. Undefined if the call has to be retried. */
  async #attempt(operation: RegisteredOperation, call: NumberedCall, submit: SubmitCommit): Promise<Reply | undefined> {
    const reader = this.#parts.cache.openReader();
    try {
      const environment = await readCallEnvironment(reader, call);
      const context = this.#contextOf(call, reader, environment);
      this.#parts.commits.durability = context.settings.durability;
      if (environment.dueAt <= context.now && (await this.#settleDue(context, submit))) return undefined;
      const creating = createAwsManagedKeyOnFirstUse(call, context);
      const managed = creating && (await creating);
      if (managed !== undefined && (await this.#succeedsWith(call, managed.changes))) {
        await submit(reader, managed);
        return undefined;
      }
      const outcome = await this.#run(operation, call, context, this.#throttleOf(call, context, environment));
      try {
        return await this.#commit(operation, call, context, submit, outcome);
      } finally {
        const { charge } = outcome.progress;
        if (charge !== undefined) this.#parts.buckets.release(charge);
      }
    } finally {
      this.#parts.cache.close(reader);
    }
  }

  /** Returns step 3 of a call, or undefined if the call does not count for request quotas. */
  #throttleOf(call: Call, context: CallContext, { increases, clock }: CallEnvironment): Throttle | undefined {
    if (increases === undefined || call.unmetered) return undefined;
    const isPaused = clock.stoppedAt !== undefined;
    return (asked, metering) => throttleRequest(this.#parts.buckets, asked, context, { increases, isPaused }, metering);
  }

  /** Runs due tasks. True if there were any: the call is then retried. */
  async #settleDue({ reader, now }: CallContext, submit: SubmitCommit): Promise<boolean> {
    const due = await findNextDue(reader, now);
    if (due === undefined) return false;
    // Shares due tasks with other waiting calls. A call that runs exclusively holds up all other commits, so it runs
    // them itself.
    if (submit === this.#together) await this.#parts.settle();
    else await submit(reader, await applyDueTask(due, { reader, ...this.#parts.ports }));
    return true;
  }

  /** Runs steps 1 to 6. */
  async #run(
    operation: RegisteredOperation,
    call: Call,
    context: CallContext,
    throttle: Throttle | undefined,
  ): Promise<CallOutcome> {
    const progress = createProgress();
    try {
      const run = await admitCall(operation, call, context, progress, throttle);
      checkDryRun(run.input);
      if (isSlow(operation, run.resources)) await this.#throttle.acquire();
      return { progress, result: await operation.run(run) };
    } catch (thrown) {
      return { progress, error: this.#toKmsError(thrown) };
    }
  }

  /** Runs steps 7 and 8: commits event and changes together, then returns the reply. Undefined on a conflict. */
  async #commit(
    operation: RegisteredOperation,
    call: NumberedCall,
    { caller, now, reader, random }: CallContext,
    submit: SubmitCommit,
    { progress, result, error }: CallOutcome,
  ): Promise<Reply | undefined> {
    const { input, resources, charge, sidecar } = progress;
    const { requestId } = call;
    const decision = decisionOf(progress, operation.name, error);
    const event = createCallEvent(
      { operation, call, input, caller, requestId, now, resources, result, error, decision, sidecar },
      random,
    );
    const events = event === undefined ? [] : [event];
    if (event !== undefined && result?.elsewhere !== undefined)
      events.push(...createEventsElsewhere(event, result.elsewhere, random));
    if (result?.serviceEvents !== undefined) events.push(...result.serviceEvents);
    const seq = await submit(reader, { changes: result?.changes ?? [], events, charge });
    if (seq === undefined) return undefined;
    const shared: { requestId: string; seq: number; event?: AuditEvent; decision?: Decision } = { requestId, seq };
    if (event !== undefined) shared.event = event;
    if (decision !== undefined) shared.decision = decision;
    if (result !== undefined) return { ...shared, ok: true, output: result.output };
    return { ...shared, ok: false, error: (error as KmsError).toData() };
  }
}
