/** Runs steps of a lab: its start, its solutions and its mistakes. */
import type { CallOptions, RequestContext } from '../model/contract.ts';
import type { OperationName } from '../model/operations.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import type { Sandbox } from '../model/sandbox.ts';
import { SHAPES, type Member } from '../model/shapes.ts';
import { runComputation } from './computations.ts';
import { generateSteps } from './generators.ts';
import { readBytes, toLabValue } from './lab-bytes.ts';
import { LabError } from './lab-error.ts';
import { LAB_METHODS, LAB_SETTINGS, type LabMethod } from './lab-methods.ts';
import type { LabServices } from './lab-ports.ts';
import type { LabValue } from './lab-value.ts';
import type { StartStep } from './lab.ts';
import type { CallStep, LabStep, SandboxStep, ServiceStep } from './lab-step.ts';
import { resolveValue } from './resolve-value.ts';
import { memberAt, type Scope } from './scope.ts';

/** The caller of steps that name none. */
export const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

/** The answer to a call of KMS: its output, or the name of the error. */
export type StepReply =
  { readonly ok: true; readonly output: object } | { readonly ok: false; readonly error: { readonly name: string } };

/** Where steps run. */
export interface StepTarget {
  /** Calls KMS in the sandbox of the lab. An error of AWS is a reply. */
  call(
    operation: OperationName,
    input: object,
    from: { readonly by: string; readonly region: string; readonly context?: RequestContext },
    options?: Pick<CallOptions, 'attempt' | 'delayMs'>,
  ): Promise<StepReply>;
  readonly sandbox: Sandbox;
  readonly services?: LabServices;
}

type Values = Readonly<Record<string, LabValue>>;

const nameOf = (step: LabStep): string => {
  if ('call' in step) return step.call;
  if ('advance' in step) return 'advance';
  if ('sandbox' in step) return step.sandbox;
  return 'service' in step ? step.service : step.compute;
};

const failed = (step: LabStep, message: string, cause?: unknown): LabError =>
  new LabError('step-failed', `The step ${nameOf(step)} ${message}`, cause === undefined ? {} : { cause });

/** Returns the seconds from now that a time of an input is. Undefined for every other value. */
function secondsOf(value: LabValue, shape: Member | undefined): number | undefined {
  const seconds = shape?.type === 'timestamp' ? memberAt(value, 'secondsFromNow') : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}

/** Returns the value of one member of an input, in the type that the API takes. */
function memberValue(value: LabValue, shape: Member | undefined, now: number): unknown {
  if (shape?.type === 'blob') return readBytes(value) ?? value;
  const seconds = secondsOf(value, shape);
  if (seconds !== undefined) return new Date(now + seconds * 1000);
  const json = shape?.type === 'string' ? memberAt(value, 'json') : undefined;
  return json === undefined ? value : JSON.stringify(json);
}

/** Returns the input of a call, without variables, as the API takes it. The clock is read only for a time from now. */
async function inputOfStep({ call, input = {} }: CallStep, scope: Scope, { sandbox }: StepTarget): Promise<object> {
  const shapes: Readonly<Record<string, Member>> = SHAPES[call];
  const members = Object.entries(resolveValue(input, scope) as Values);
  const needsNow = members.some(([name, value]) => secondsOf(value, shapes[name]) !== undefined);
  const now = needsNow ? (await sandbox.clock.now()).getTime() : 0;
  return Object.fromEntries(members.map(([name, value]) => [name, memberValue(value, shapes[name], now)]));
}

/** Returns the text of a member of a step, without variables. */
function textOf(text: string | undefined, scope: Scope, otherwise: string): string {
  const value = text === undefined ? otherwise : resolveValue(text, scope);
  if (typeof value !== 'string') throw new LabError('step-failed', `${text ?? ''} is not a text.`);
  return value;
}

async function runCall(step: CallStep, scope: Scope, target: StepTarget): Promise<StepReply> {
  const context = step.context && (resolveValue(step.context, scope) as RequestContext);
  const { attempt, delayMs } = step;
  const from = {
    by: textOf(step.by, scope, LEARNER),
    region: textOf(step.region, scope, DEFAULT_REGION),
    ...(context === undefined ? {} : { context }),
  };
  const options = { ...(attempt === undefined ? {} : { attempt }), ...(delayMs === undefined ? {} : { delayMs }) };
  const input = await inputOfStep(step, scope, target);
  return await (Object.keys(options).length === 0
    ? target.call(step.call, input, from)
    : target.call(step.call, input, from, options));
}

type Method = (...given: readonly LabValue[]) => Promise<unknown>;

async function runSandbox(step: SandboxStep, scope: Scope, { sandbox }: StepTarget): Promise<StepReply> {
  const path: LabMethod = step.sandbox;
  if (!LAB_METHODS.includes(path)) throw failed(step, 'is no method that labs may call.');
  const [group = '', name = ''] = path.split('.');
  const given = resolveValue(step.arguments ?? [], scope) as readonly LabValue[];
  const [first] = given;
  if (path === 'settings.set' && !Object.keys(first ?? {}).every((member) => LAB_SETTINGS.has(member)))
    throw failed(step, 'changes a setting that labs may not change.');
  // Labs need no credentials: their steps name the caller.
  const checked = path === 'principals.put' ? [{ ...(first as Values), accessKey: false }] : given;
  const groups = sandbox as unknown as Readonly<Record<string, Readonly<Record<string, Method>>>>;
  return { ok: true, output: Object(await groups[group]?.[name]?.(...checked)) as object };
}

/** Returns the input of a service: members that are `{ "base64": … }` are bytes. */
function withBytes(input: LabValue): LabValue {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const members = Object.entries(input as Values).map(([name, value]) => {
    const isBytes = typeof memberAt(value, 'base64') === 'string' && Object.keys(value as object).length === 1;
    return [name, isBytes ? readBytes(value) : value] as const;
  });
  return Object.fromEntries(members) as LabValue;
}

async function runService(step: ServiceStep, scope: Scope, { services }: StepTarget): Promise<StepReply> {
  if (services === undefined) throw new LabError('no-services', 'The lab uses a service that does not exist here.');
  const [service = '', method = ''] = step.service.split('.');
  const from = { by: textOf(step.by, scope, LEARNER), region: textOf(step.region, scope, DEFAULT_REGION) };
  try {
    const output = await services.call(service, method, withBytes(resolveValue(step.input ?? {}, scope)), from);
    return { ok: true, output: Object(output) as object };
  } catch (error) {
    if (error instanceof Error) return { ok: false, error };
    throw error;
  }
}

async function reply(step: LabStep, scope: Scope, target: StepTarget): Promise<StepReply> {
  if ('advance' in step) {
    await target.sandbox.clock.advance(step.advance);
    return { ok: true, output: {} };
  }
  if ('call' in step) return await runCall(step, scope, target);
  if ('sandbox' in step) return await runSandbox(step, scope, target);
  if ('service' in step) return await runService(step, scope, target);
  return { ok: true, output: await runComputation(step.compute, resolveValue(step.input ?? {}, scope) as Values) };
}

/**
 * Runs one step.
 * @returns the variables with what the step saves
 * @throws {LabError} `step-failed` if it does not answer as it should; `unbound-variable`; `no-services`
 */
async function runStep(step: LabStep, scope: Scope, target: StepTarget): Promise<Scope> {
  const answer = await reply(step, scope, target).catch((error: unknown): StepReply => {
    // The sandbox does not take the arguments, or the caller does not exist.
    if (error instanceof TypeError) return { ok: false, error };
    throw error;
  });
  const { expect: expected, save } = step as Exclude<LabStep, { advance: number }>;
  if (answer.ok !== (expected === undefined) || (!answer.ok && answer.error.name !== expected)) {
    const wanted = expected === undefined ? 'succeeds' : `answers ${expected}`;
    const got = answer.ok ? 'succeeded' : `answered ${answer.error.name}`;
    throw failed(step, `${got}. The lab expects that it ${wanted}.`, answer.ok ? undefined : answer.error);
  }
  if (!answer.ok || save === undefined) return scope;
  const output = toLabValue(answer.output);
  const saved = Object.entries(save).map(([name, path]): readonly [string, LabValue] => {
    const value = path === '' ? output : memberAt(output, path);
    if (value === undefined) throw failed(step, `has no ${path} in its result.`);
    return [name, value];
  });
  return new Map([...scope, ...saved]);
}

/** Returns the same error with the index of the step that threw it. */
function withStep(error: unknown, step: number): unknown {
  if (!(error instanceof LabError)) return error;
  return new LabError(error.code, error.message, { cause: error.cause, step });
}

/**
 * Runs steps in order. Returns the variables with what they save; generated steps save for each other only.
 * @throws {LabError} with the index of the step
 */
export async function runSteps(steps: readonly StartStep[], scope: Scope, target: StepTarget): Promise<Scope> {
  let variables = scope;
  for (const [index, step] of steps.entries()) {
    try {
      if ('generate' in step) {
        const input = resolveValue(step.input ?? {}, variables) as Values;
        await runSteps(generateSteps(step.generate, input), variables, target);
      } else variables = await runStep(step, variables, target);
    } catch (error) {
      throw withStep(error, index);
    }
  }
  return variables;
}
