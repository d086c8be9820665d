/**
 * The pipeline of calls of STS and CloudTrail: validate, throttle, authorize, run, commit, reply. Commits are those of
 * KMS calls. Loaded with the first such call.
 */
import { createUuid } from '../../base/uuid.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Decision } from '../../model/decision.ts';
import type { Ports } from '../../model/ports.ts';
import type { ServiceCall, ServiceFacts, ServiceName, ServiceReply } from '../../model/services/service-call.ts';
import { CLOUDTRAIL } from '../../model/services/cloudtrail.ts';
import { STS } from '../../model/services/sts.ts';
import { createKeyList } from '../audit/archive/digest-keys.ts';
import { simulatedTime } from '../clock/simulated-clock.ts';
import { readCallEnvironment } from '../pipeline/request-pipeline.ts';
import { validateRequestContext } from '../pipeline/request-context.ts';
import { validateMembers } from '../pipeline/validate-input.ts';
import { throttleService, type ServiceMetering, type ServiceThrottling } from '../quotas/throttle-service.ts';
import type { TokenBuckets } from '../quotas/token-buckets.ts';
import type { GroupCommitter, SubmitCommit } from '../transaction/group-commit.ts';
import type { ReadCache } from '../transaction/reader.ts';
import { authorizeService } from './authorize-service.ts';
import { CLOUDTRAIL_OPERATIONS } from './cloudtrail.ts';
import { ServiceError, toErrorData, toServiceError } from './service-error.ts';
import { createServiceEvent } from './service-event.ts';
import type { ServiceContext, ServiceInput, ServiceOperation, ServiceResult } from './service-operation.ts';
import { STS_OPERATIONS } from './sts.ts';

/** Optimistic retries before a call runs exclusively. */
const MAX_RETRIES = 3;

/** Text of a throttled call. Source: recorded answer of STS, https://github.com/jlevers/selling-partner-api/issues/278 */
const RATE_EXCEEDED = 'Rate exceeded';

const SERVICES: Readonly<
  Record<ServiceName, { readonly facts: ServiceFacts; readonly operations: Readonly<Record<string, ServiceOperation>> }>
> = {
  sts: { facts: STS, operations: STS_OPERATIONS },
  cloudtrail: { facts: CLOUDTRAIL, operations: CLOUDTRAIL_OPERATIONS },
};

/** Dependencies of the pipeline of one engine. */
export interface ServicePipelineDependencies {
  readonly ports: Ports;
  readonly log: AuditLog;
  readonly cache: ReadCache;
  readonly commits: GroupCommitter;
  readonly buckets: TokenBuckets;
  /** Runs all due tasks. */
  settle(): Promise<void>;
  /** Called for every error that is no error of AWS. */
  onFault(cause: unknown): void;
}

/** What one attempt has found out so far, for the event. */
interface Progress {
  input?: ServiceInput;
  decision?: Decision;
  metering?: ServiceMetering | undefined;
}

/** The service pipeline of one engine. */
export class ServicePipeline {
  readonly #parts: ServicePipelineDependencies;

  constructor(parts: ServicePipelineDependencies) {
    this.#parts = parts;
  }

  /**
   * Answers one call. Rejects with TypeError for a caller that does not exist or an invalid request context, and with
   * the cause if storage fails.
   */
  async call(call: ServiceCall): Promise<ServiceReply> {
    validateRequestContext(call.requestContext);
    const { ports, commits } = this.#parts;
    const requestId = createUuid(ports.random.publicBytes(16));
    const { facts, operations } = SERVICES[call.service];
    const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
    if (operation === undefined) {
      const { unknownOperation: name } = facts.names;
      return { requestId, ok: false, error: { name, status: facts.errors[name] ?? 400 } };
    }
    await this.#parts.settle();
    const attempt = (submit: SubmitCommit) => this.#attempt(operation, facts, call, requestId, submit);
    for (let attempts = 0; ; attempts++) {
      try {
        const reply =
          attempts < MAX_RETRIES
            ? await attempt((reader, outcome) => commits.submit(reader, outcome))
            : await commits.runExclusively(attempt);
        if (reply !== undefined) return reply;
      } catch (error) {
        // Another host may have created the principal meanwhile.
        if (!(error instanceof TypeError) || !(await commits.refresh())) throw error;
      }
    }
  }

  /** Makes one attempt. Undefined if the call has to be retried. */
  async #attempt(
    operation: ServiceOperation,
    facts: ServiceFacts,
    call: ServiceCall,
    requestId: string,
    submit: SubmitCommit,
  ): Promise<ServiceReply | undefined> {
    const { cache, commits, log, ports, buckets } = this.#parts;
    const reader = cache.openReader();
    const progress: Progress = {};
    try {
      const { settings, clock, caller, increases } = await readCallEnvironment(reader, call);
      commits.durability = settings.durability;
      const now = simulatedTime(clock, ports.clock);
      const context = {
        operation: call.operation,
        caller,
        region: call.region,
        now,
        realNow: ports.clock.now(),
        requestContext: call.requestContext,
        reader,
        database: ports.database,
        log,
        random: ports.random,
        digestKeys: createKeyList(ports.database),
      };
      // Request quotas are off if their increases were not read.
      const throttling = increases && { caller, now, setting: settings.requestQuotas, increases };
      let result: ServiceResult | undefined;
      let error: ServiceError | undefined;
      try {
        result = await this.#run(operation, facts, call, context, progress, throttling);
      } catch (thrown) {
        error = toServiceError(thrown, facts);
        if (error === undefined) {
          this.#parts.onFault(thrown);
          error = new ServiceError(facts.names.internal, '');
        }
      }
      const { input, decision, metering } = progress;
      const event = createServiceEvent(
        { facts, operation, call, requestId, caller, now, input, result, error, decision, sidecar: metering?.sidecar },
        ports.random,
      );
      const seq = await submit(reader, {
        changes: result?.changes ?? [],
        events: [event],
        ...(metering?.charge === undefined ? {} : { charge: metering.charge }),
      });
      if (seq === undefined) return undefined;
      if (result !== undefined) return { requestId, ok: true, output: result.output };
      return { requestId, ok: false, error: toErrorData(error as ServiceError, facts) };
    } finally {
      const charge = progress.metering?.charge;
      if (charge !== undefined) buckets.release(charge);
      cache.close(reader);
    }
  }

  async #run(
    operation: ServiceOperation,
    facts: ServiceFacts,
    call: ServiceCall,
    shared: Omit<ServiceContext, 'input' | 'authorize'>,
    progress: Progress,
    throttling: ServiceThrottling | undefined,
  ): Promise<ServiceResult> {
    const input = validateMembers(facts.operations[call.operation]?.members ?? {}, call.input);
    progress.input = input;
    if (throttling !== undefined) {
      progress.metering = await throttleService(this.#parts.buckets, call, throttling);
      if (progress.metering !== undefined && progress.metering.charge === undefined)
        throw new ServiceError(facts.names.throttled, RATE_EXCEEDED);
    }
    const context = { ...shared, input };
    return await operation.run({
      ...context,
      authorize: async (actions) => {
        const { decision, denial } = await authorizeService(actions, context);
        progress.decision = decision;
        if (denial !== undefined) throw new ServiceError(facts.names.denied, denial.text);
        return decision;
      },
    });
  }
}
