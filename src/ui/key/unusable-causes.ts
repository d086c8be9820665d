/**
 * The five causes that make a key unusable, and the calls that each fails: from the tables by which the engine checks
 * the state of a key. Source: https://docs.aws.amazon.com/kms/latest/developerguide/unusable-kms-keys.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KmsErrorName } from '../../model/errors.ts';
import { STATE_ERRORS } from '../../model/key-states.ts';
import { OPERATION_FACTS, type OperationFacts } from '../../model/operation-facts.ts';
import { fitsKey, keyResources, LISTED_OPERATIONS } from '../../model/operation-keys.ts';
import type { OperationName } from '../../model/operations.ts';
import type { KeyState } from '../../model/records.ts';
import type { KeyMetadata } from '../../model/sdk.ts';

/** A cause. */
export type CauseName = 'disabled' | 'deletion' | 'material' | 'cloudHsm' | 'external';

/** Members of a key that decide which causes it can have, and which operations accept it. */
export type KeyTraits = Pick<KeyMetadata, 'KeySpec' | 'KeyUsage' | 'Origin' | 'MultiRegion'>;

/** One cause. */
export interface Cause {
  readonly name: CauseName;
  /** The key states in which it holds. The first is that of the usual key. */
  readonly states: readonly KeyState[];
  /** The origin that a key must have for it. Omitted: any. */
  readonly origin?: NonNullable<KeyMetadata['Origin']>;
}

/** The causes, in the order in which they are shown. */
export const CAUSES: readonly Cause[] = [
  { name: 'disabled', states: ['Disabled'] },
  { name: 'deletion', states: ['PendingDeletion', 'PendingReplicaDeletion'] },
  { name: 'material', states: ['PendingImport'], origin: 'EXTERNAL' },
  { name: 'cloudHsm', states: ['Unavailable'], origin: 'AWS_CLOUDHSM' },
  { name: 'external', states: ['Unavailable'], origin: 'EXTERNAL_KEY_STORE' },
];

/** Whether a key can ever have the cause. */
export function canHave({ origin }: Cause, { Origin = 'AWS_KMS' }: KeyTraits): boolean {
  return origin === undefined || origin === Origin;
}

/** Whether the cause holds for a key now. */
export function holdsNow(cause: Cause, key: KeyTraits & Pick<KeyMetadata, 'KeyState'>): boolean {
  return canHave(cause, key) && cause.states.includes(key.KeyState ?? 'Enabled');
}

/** The key whose calls a cause is shown for: the key itself, or one that can have the cause. */
export function exampleFor(cause: Cause, key: KeyTraits): KeyTraits {
  if (canHave(cause, key)) return key;
  return { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', Origin: cause.origin };
}

/** Operations that fail with one error. */
export interface RefusedCalls {
  readonly error: KmsErrorName;
  /** The message. `ARN` stands for the ARN of the key. */
  readonly text: string;
  readonly operations: readonly OperationName[];
}

/** Operations on the rotation of a key. */
const AUTOMATIC_ROTATION: readonly OperationName[] = ['EnableKeyRotation', 'DisableKeyRotation'];
const ON_DEMAND_ROTATION: readonly OperationName[] = ['RotateKeyOnDemand'];

/** Whether an operation fails for every key with these traits, whatever its state: that is then not shown. */
function failsAnyway(operation: OperationName, { KeySpec = 'SYMMETRIC_DEFAULT', Origin, MultiRegion }: KeyTraits) {
  const facts: OperationFacts = OPERATION_FACTS[operation];
  const isSymmetric = KEY_SPECS[KeySpec].kind === 'symmetric';
  const isInKeyStore = Origin === 'AWS_CLOUDHSM' || Origin === 'EXTERNAL_KEY_STORE';
  if (facts.group === 'import') return Origin !== 'EXTERNAL';
  if (facts.group === 'multi-region') return MultiRegion !== true;
  if (AUTOMATIC_ROTATION.includes(operation)) return !isSymmetric || (Origin ?? 'AWS_KMS') !== 'AWS_KMS';
  if (ON_DEMAND_ROTATION.includes(operation)) return !isSymmetric || isInKeyStore;
  return isInKeyStore && facts.states.Unavailable === 'none';
}

/**
 * The calls that fail in a state and succeed for an enabled key, by error. Only operations that accept a key with these
 * traits.
 */
export function refusedCalls(state: KeyState, key: KeyTraits): readonly RefusedCalls[] {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = key;
  const refused = new Map<string, { error: KmsErrorName; text: string; operations: OperationName[] }>();
  for (const operation of LISTED_OPERATIONS) {
    const facts: OperationFacts = OPERATION_FACTS[operation];
    const { states } = facts;
    const answer = states[state];
    if (answer === 'ok' || answer === 'none' || states.Enabled !== 'ok') continue;
    if (!keyResources(operation).some((resource) => !(resource.kind === 'key' && resource.stateless))) continue;
    if (!fitsKey(facts, { spec: KeySpec, usage: KeyUsage }) || failsAnyway(operation, key)) continue;
    const { name, text } = STATE_ERRORS[answer];
    const group = refused.get(answer) ?? { error: name, text, operations: [] };
    refused.set(answer, group);
    group.operations.push(operation);
  }
  return [...refused.values()];
}
