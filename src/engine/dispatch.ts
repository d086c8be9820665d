/**
 * The corridor: every call, whatever it does, passes these steps in this order (validate, resolve, rate, authorize, state, run, commit, reply).
 * The order follows what was measured on AWS; this is the one place that can be wrong about it.
 */
import { uuidFrom } from '../base/uuid.ts';
import type { Call, Reply } from '../model/contract.ts';
import type { Decision, TraceStep } from '../model/decision.ts';
import { KmsError } from '../model/errors.ts';
import type { InputOf, OperationName } from '../model/operations.ts';
import type { Ports } from '../model/ports.ts';
import type { Settings } from '../model/records.ts';
import type { LastUses } from './audit/last-uses.ts';
import { callEvent } from './audit/record.ts';
import { authorize } from './authorization/authorize.ts';
import { accessDenied } from './authorization/denial.ts';
import type { Caller } from './caller.ts';
import { readClock, worldTime } from './clock/world-clock.ts';
import { nextDue, settleKey } from './clock/due.ts';
import type { Commits, Outcome } from './commits.ts';
import { callerOf } from './directory/principals.ts';
import { checkKeys } from './keys/state.ts';
import { checkGrantTokens } from './keys/grant-tokens.ts';
import { resolve } from './keys/resolve.ts';
import type { CallContext, Operation, Resolved, Run, RunResult } from './operation.ts';
import { checkRate } from './quotas/rate.ts';
import type { Reader, WorldCache } from './reader.ts';
import { checkRequestContext } from './request-context.ts';
import { checkCustody, readSettings } from './settings.ts';
import { validate } from './validate.ts';

/** After so many turns back a call goes through alone. */
const MOST_TURNS = 3;

const REGION = /^([a-z]+-){2,3}\d+$/;

type Submit = (reader: Reader, outcome: Outcome) => Promise<boolean>;

/** What one engine's dispatch works with. */
export interface DispatchParts {
  readonly ports: Ports;
  readonly cache: WorldCache;
  readonly commits: Commits;
  readonly lastUses: LastUses;
  operation(name: OperationName): Operation<OperationName> | undefined;
  /** Hears of everything that is thrown inside an operation and is no KmsError. */
  onFault(cause: unknown): void;
}

/** What steps 1 to 6 found out, for the event, whether they ended well or not. */
interface Progress {
  resources: readonly Resolved[];
  decision?: Decision;
  /** The input, once it is known to have its shape. */
  input?: InputOf<OperationName>;
}

function runOf<N extends OperationName>(context: CallContext, input: InputOf<N>, resources: readonly Resolved[]): Run<N> {
  const resource = (role: string): Resolved => {
    const found = resources.find((entry) => entry.role === role);
    if (found === undefined) throw new TypeError(`This call has no resource in the role ${role}.`);
    return found;
  };
  return {
    ...context,
    input,
    resources,
    resource,
    key: (role = 'key') => {
      const { key } = resource(role);
      if (key === undefined) throw new TypeError(`The resource ${role} of this call is no key.`);
      return key;
    },
  };
}

/** Steps 1 to 6. Throws KmsError; `progress` holds what was found until then. */
async function work<N extends OperationName>(
  operation: Operation<N>,
  given: InputOf<N>,
  context: CallContext,
  progress: Progress,
): Promise<RunResult<N>> {
  const input = validate(operation.name, given);
  progress.input = input;
  operation.validate?.(input);
  progress.resources = await resolve(operation, input, context);
  await checkGrantTokens((input as { readonly GrantTokens?: readonly string[] }).GrantTokens, context.reader);
  checkRate();
  const { decision, denied } = authorize(context.caller, progress.resources, operation.crossAccount === true);
  progress.decision = decision;
  if (denied !== undefined) throw accessDenied(context.caller, denied.resource, denied.verdict);
  const options = input as { readonly DryRun?: boolean; readonly DryRunModifiers?: readonly string[] };
  const dryRun = (): KmsError => new KmsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
  if (options.DryRun && options.DryRunModifiers?.includes('IGNORE_CIPHERTEXT')) throw dryRun();
  const run = runOf(context, input, progress.resources);
  await operation.early?.(run);
  checkKeys(operation, progress.resources);
  await operation.check?.(run);
  if (options.DryRun) throw dryRun();
  return operation.run(run);
}

/** What stops a call besides authorization stands at the end of its trace. */
function withStop(
  decision: Decision | undefined,
  operation: OperationName,
  error: KmsError | undefined,
  resources: readonly Resolved[],
): Decision | undefined {
  if (decision === undefined || !decision.allowed || error === undefined) return decision;
  const gate =
    error.name === 'InvalidKeyUsageException'
      ? 'usage'
      : error.name === 'DisabledException' || error.name === 'KMSInvalidStateException'
        ? 'state'
        : undefined;
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

/** The corridor of one engine. */
export class Dispatch {
  readonly #parts: DispatchParts;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
  }

  /** Answers one call. Rejects with TypeError when the call breaks our own contract (no such caller, a bad Region), with the cause when storage fails. */
  async call(call: Call): Promise<Reply> {
    const operation = this.#parts.operation(call.operation);
    if (operation === undefined) throw new TypeError(`There is no operation ${String(call.operation)} here.`);
    if (!REGION.test(call.region)) throw new TypeError(`${call.region} is no Region name.`);
    checkRequestContext(call.requestContext);
    checkCustody(call);
    const requestId = uuidFrom(this.#parts.ports.random.bytes(16));
    let reply: Reply | undefined;
    const attempt = async (submit: Submit): Promise<boolean> => {
      const reader = this.#parts.cache.open();
      try {
        const answer = await this.#attempt(operation, call, requestId, reader, submit);
        if (answer === undefined) return false;
        reply = answer;
        return true;
      } finally {
        this.#parts.cache.close(reader);
      }
    };
    const together: Submit = (reader, outcome) => this.#parts.commits.submit(reader, outcome);
    for (let turn = 0; reply === undefined; turn++) {
      if (turn < MOST_TURNS) await attempt(together);
      else await this.#parts.commits.alone(attempt);
    }
    return reply;
  }

  /** A bug of ours: AWS's name for it outside, the cause to whoever watches. */
  #fault(cause: unknown): KmsError {
    this.#parts.onFault(cause);
    return new KmsError('KMSInternalException', undefined, cause instanceof Error ? cause.message : String(cause));
  }

  /** One attempt; undefined when it was sent back. */
  async #attempt(operation: Operation<OperationName>, call: Call, requestId: string, reader: Reader, submit: Submit): Promise<Reply | undefined> {
    const { ports } = this.#parts;
    const settings: Settings = await readSettings(reader);
    this.#parts.commits.durability = settings.durability;
    const now = worldTime(await readClock(reader), ports.clock);
    const due = await nextDue(reader, now);
    if (due !== undefined) {
      await submit(reader, await settleKey(reader, due, ports.random));
      return undefined;
    }
    const caller: Caller = await callerOf(reader, call.caller, settings);
    const context: CallContext = {
      settings,
      custody: call.custody ?? settings.custody,
      caller,
      region: call.region,
      now,
      reader,
      random: ports.random,
      lastUse: (keyArn) => this.#parts.lastUses.of(keyArn),
    };
    const progress: Progress = { resources: [] };
    let result: RunResult<OperationName> | undefined;
    let error: KmsError | undefined;
    try {
      result = await work(operation, call.input, context, progress);
    } catch (thrown) {
      error = thrown instanceof KmsError ? thrown : this.#fault(thrown);
    }
    const decision = withStop(progress.decision, operation.name, error, progress.resources);
    const event = callEvent(
      {
        operation,
        input: progress.input,
        region: call.region,
        caller,
        requestId,
        now,
        resources: progress.resources,
        ...(result === undefined ? {} : { result }),
        ...(error === undefined ? {} : { error }),
        ...(decision === undefined ? {} : { decision }),
        ...(call.requestContext === undefined ? {} : { requestContext: call.requestContext }),
      },
      ports.random,
    );
    if (!(await submit(reader, { changes: result?.changes ?? [], events: [event, ...(result?.serviceEvents ?? [])] }))) return undefined;
    const shared = { requestId, event, ...(decision === undefined ? {} : { decision }) };
    if (result !== undefined) return { ...shared, ok: true, output: result.output };
    return { ...shared, ok: false, error: (error as KmsError).toData() };
  }
}
