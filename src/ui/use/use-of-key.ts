/** The operations that one key supports, and what a key needs for the others. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { STATE_ERRORS } from '../../model/key-states.ts';
import { OPERATION_FACTS, type OperationFacts } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { USES } from './use-operations.ts';
import type { UseField, UseOperation, UseRow } from './use-row.ts';
import { TEXTS } from './use-texts.ts';

/** The rows that usage and spec of `key` allow. */
export function usesOf(key: KeyMetadata): readonly UseRow[] {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = key;
  return USES.filter(({ operation }) => fitsKey(OPERATION_FACTS[operation], { spec: KeySpec, usage: KeyUsage }));
}

/** The fields that a form for `key` has. */
export function fieldsOf(use: UseRow, { KeySpec = 'SYMMETRIC_DEFAULT' }: KeyMetadata): readonly UseField[] {
  return use.fields.filter(({ only }) => only === undefined || only === KEY_SPECS[KeySpec].kind);
}

/** The operations that `key` does not support, by the kind of key that they need. */
export function usesElsewhere(
  key: KeyMetadata,
): readonly { readonly operations: readonly UseOperation[]; readonly need: string }[] {
  const needs = new Map<string, UseOperation[]>();
  for (const use of USES) {
    if (usesOf(key).includes(use)) continue;
    const { keyKind, usage } = OPERATION_FACTS[use.operation] as OperationFacts;
    const need = keyKind === 'symmetric' ? TEXTS.needSymmetric : TEXTS.needUsage(usage ?? '');
    needs.set(need, [...(needs.get(need) ?? []), use.operation]);
  }
  return [...needs].map(([need, operations]) => ({ operations, need }));
}

/** The error that `operation` returns in the state of `key`; undefined where the state allows it. */
export function stateRefusal(
  operation: UseOperation,
  key: KeyMetadata,
): { readonly name: string; readonly message: string } | undefined {
  const answer = OPERATION_FACTS[operation].states[key.KeyState ?? 'Enabled'];
  if (answer === 'ok' || answer === 'none') return undefined;
  const { name, text } = STATE_ERRORS[answer];
  return { name, message: text.replace('ARN', key.Arn ?? '') };
}
