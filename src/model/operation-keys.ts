/** Which keys an operation accepts, how it names them, and which actions it needs on them. */
import { KEY_SPECS } from './algorithms.ts';
import { OPERATION_FACTS, type OperationFacts, type ResourceFacts } from './operation-facts.ts';
import type { OperationName } from './operations.ts';
import type { KeySpec, KeyUsageType } from './sdk.ts';

/** Facts of a key that decide which operations accept it. */
export interface KeyKind {
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
}

/** Whether the operation accepts keys of this kind. */
export function fitsKey({ usage, keyKind }: OperationFacts, key: KeyKind): boolean {
  return (usage ?? key.usage) === key.usage && (keyKind ?? KEY_SPECS[key.spec].kind) === KEY_SPECS[key.spec].kind;
}

/** Whether the operation accepts keys of the spec, of any usage that they can have. */
export function fitsSpec(facts: OperationFacts, spec: KeySpec): boolean {
  return KEY_SPECS[spec].usages.some((usage) => fitsKey(facts, { spec, usage }));
}

type KeyResource = Extract<ResourceFacts, { readonly kind: 'key' | 'ciphertext' }>;

/** Resources of an operation that are keys. */
export function keyResources(operation: OperationName): readonly KeyResource[] {
  return OPERATION_FACTS[operation].resources.filter((row) => row.kind === 'key' || row.kind === 'ciphertext');
}

/** Whether an alias can name the key of the operation. */
export function takesAliases(operation: OperationName): boolean {
  return keyResources(operation).some(({ byAlias }) => byAlias);
}

/** An action on a key, and an operation that needs it. */
export interface KeyAction {
  readonly action: `kms:${string}`;
  readonly operation: OperationName;
  readonly role: string;
}

/** All operations, in console order. */
export const LISTED_OPERATIONS = Object.keys(OPERATION_FACTS) as readonly OperationName[];

/** Actions on a key that callers can need, each once, in the order of `operations`. ReEncrypt has two. */
export function keyActions(operations: readonly OperationName[] = LISTED_OPERATIONS): readonly KeyAction[] {
  const actions = new Map<string, KeyAction>();
  for (const operation of operations) {
    for (const { action, role } of keyResources(operation))
      if (action !== undefined && !actions.has(action)) actions.set(action, { action, operation, role });
  }
  return [...actions.values()];
}
