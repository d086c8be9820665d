/** Asks the authorizer whether the call of a probe would be allowed. */
import { parseArn } from '../model/arn.ts';
import type { RequestContext, SimulatedCall } from '../model/contract.ts';
import { OPERATION_FACTS } from '../model/operation-facts.ts';
import type { OperationName } from '../model/operations.ts';
import type { KeyState } from '../model/records.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import { sampleInput } from '../model/sample-input.ts';
import type { Sandbox } from '../model/sandbox.ts';
import type { KeySpec } from '../model/sdk.ts';
import { SHAPES } from '../model/shapes.ts';
import type { KeyFact } from './lab-facts.ts';
import type { Probe } from './predicate.ts';

/** The key that an ARN or alias name means. */
function keyOf({ key: name, region }: Probe, keys: readonly KeyFact[]): KeyFact | undefined {
  const isNamed = ({ arn, aliases, ...key }: KeyFact): boolean =>
    arn === name || (Array.isArray(aliases) && aliases.includes(name) && key.region === (region ?? DEFAULT_REGION));
  return keys.find(isNamed);
}

/** Returns the call of a probe. Variables are replaced before. */
export function callOfProbe(probe: Probe, keys: readonly KeyFact[]): SimulatedCall {
  const { caller, key, encryptionContext, requestContext, input } = probe;
  const operation = probe.operation as OperationName;
  const spec = keyOf(probe, keys)?.['spec'] as KeySpec | undefined;
  const shape = SHAPES[operation];
  const pairs = Object.fromEntries(
    ['EncryptionContext', 'SourceEncryptionContext', 'DestinationEncryptionContext']
      .filter((name) => Object.hasOwn(shape, name))
      .map((name) => [name, encryptionContext]),
  );
  return {
    principal: caller,
    operation,
    input: {
      ...sampleInput(operation, { id: key, spec }),
      ...(encryptionContext === undefined ? {} : pairs),
      ...input,
    },
    region: probe.region ?? parseArn(key)?.region ?? DEFAULT_REGION,
    ...(requestContext === undefined ? {} : { requestContext: requestContext as RequestContext }),
  } as SimulatedCall;
}

/** Stages whose failure means that the caller cannot use the key, beyond authorization. */
const STOPPING: ReadonlySet<string> = new Set(['state', 'usage']);

/**
 * Whether the state of the key lets the call go on. The decision about a call without a ciphertext does not consider it.
 */
function isInState(probe: Probe, keys: readonly KeyFact[]): boolean {
  const state = keyOf(probe, keys)?.['state'] as KeyState | undefined;
  const { states } = OPERATION_FACTS[probe.operation as OperationName];
  return state === undefined || states === undefined || states[state] === 'ok';
}

/** Returns whether the call would be allowed. */
export async function askProbe(
  { simulate }: Pick<Sandbox, 'simulate'>,
  probe: Probe,
  keys: readonly KeyFact[],
): Promise<boolean> {
  try {
    const { allowed, trace } = await simulate(callOfProbe(probe, keys));
    const isStopped = trace.some(({ gate, outcome }) => outcome === 'stops' && STOPPING.has(gate));
    return allowed && !isStopped && isInState(probe, keys);
  } catch (error) {
    // The call fails before authorization, or the caller does not exist any longer.
    if (error instanceof TypeError || isServiceError(error)) return false;
    throw error;
  }
}

/** Whether AWS would answer with this error. */
const isServiceError = (error: unknown): boolean =>
  error instanceof Error && (error as { readonly $fault?: unknown }).$fault !== undefined;
