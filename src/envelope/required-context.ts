/**
 * Pairs of the encryption context that are authenticated but not stored in the message, and those that a reader
 * expects. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/required-encryption-context-cmm.md
 */
import type { EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';

/** Rejects keys of pairs to leave out of the message that the context does not have. */
export function checkRequiredKeys(context: EncryptionContext, keys: readonly string[]): void {
  for (const key of keys) {
    if (!Object.hasOwn(context, key)) {
      throw new EnvelopeError(
        'InvalidEncryptionContext',
        `The encryption context has no pair "${key}", which requiredContextKeys names.`,
      );
    }
  }
}

/** Splits a context into the pairs that a message stores and those that it only authenticates. */
export function splitContext(
  context: EncryptionContext,
  requiredKeys: readonly string[],
): { readonly stored: EncryptionContext; readonly authenticatedOnly: EncryptionContext } {
  const isRequired = ([key]: [string, string]) => requiredKeys.includes(key);
  const pairs = Object.entries(context);
  return {
    stored: Object.fromEntries(pairs.filter((pair) => !isRequired(pair))),
    authenticatedOnly: Object.fromEntries(pairs.filter(isRequired)),
  };
}

/** Rejects a message whose context lacks a pair of `expected`, if there is one. The message may have more. */
export function checkExpectedContext(expected: EncryptionContext | undefined, actual: EncryptionContext): void {
  if (expected === undefined) return;
  for (const [key, value] of Object.entries(expected)) {
    if (Object.hasOwn(actual, key) && actual[key] === value) continue;
    const found = Object.hasOwn(actual, key) ? `another value for "${key}"` : `no pair "${key}"`;
    throw new EnvelopeError(
      'EncryptionContextMismatch',
      `The encryption context of the message has ${found}. Check the message and the expected context.`,
    );
  }
}
