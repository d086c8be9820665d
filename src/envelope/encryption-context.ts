/**
 * The encryption context: pairs that are authenticated but not encrypted. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
import { compareBytes, concatBytes, encodeUint16, encodeUtf8 } from '../base/bytes.ts';
import { EnvelopeError } from './envelope-error.ts';
import { MAX_CONTEXT_BYTES } from './limits.ts';

/** Pairs by key. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Keys with this prefix are reserved for the Encryption SDK. */
export const RESERVED_PREFIX = 'aws-crypto-';

/** Key of the pair with the public key of a signed message: base64 of the compressed point. */
export const PUBLIC_KEY_PAIR = 'aws-crypto-public-key';

const invalid = (message: string) => new EnvelopeError('InvalidEncryptionContext', message);

/** Rejects a context that a user may not pass: reserved keys, values that are not strings, lone surrogates. */
export function checkUserContext(context: EncryptionContext): void {
  for (const [key, value] of Object.entries(context)) {
    if (typeof value !== 'string') throw invalid(`The value of "${key}" in the encryption context must be a string.`);
    if (key.startsWith(RESERVED_PREFIX)) {
      throw invalid(`Encryption context keys that start with ${RESERVED_PREFIX} are reserved: "${key}".`);
    }
    if (!key.isWellFormed() || !value.isWellFormed())
      throw invalid(`The encryption context pair "${key}" is not valid Unicode.`);
  }
}

/** Rejects keys of pairs to leave out of the message that the context does not have. */
export function checkRequiredKeys(context: EncryptionContext, keys: readonly string[]): void {
  if (!Array.isArray(keys)) throw new TypeError('requiredContextKeys must be an array of strings.');
  for (const key of keys) {
    if (!Object.hasOwn(context, key))
      throw invalid(`The encryption context has no pair "${key}", which requiredContextKeys names.`);
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

/**
 * Serializes the context as in the header, without its length: empty, or a count and the pairs sorted by the bytes of
 * their keys.
 */
export function serializeContext(context: EncryptionContext): Uint8Array<ArrayBuffer> {
  const pairs = Object.entries(context)
    .map(([key, value]) => ({ key: encodeUtf8(key), value: encodeUtf8(value) }))
    .sort((a, b) => compareBytes(a.key, b.key));
  if (pairs.length === 0) return new Uint8Array();
  const length = pairs.reduce((sum, { key, value }) => sum + 4 + key.length + value.length, 2);
  if (length > MAX_CONTEXT_BYTES)
    throw invalid(`The encryption context is ${length} bytes. The maximum is ${MAX_CONTEXT_BYTES} bytes.`);
  return concatBytes(
    encodeUint16(pairs.length),
    ...pairs.flatMap(({ key, value }) => [encodeUint16(key.length), key, encodeUint16(value.length), value]),
  );
}

/** Rejects a message whose context lacks a pair of `expected`. The message may have more. */
export function checkExpectedContext(expected: EncryptionContext, actual: EncryptionContext): void {
  for (const [key, value] of Object.entries(expected)) {
    if (Object.hasOwn(actual, key) && actual[key] === value) continue;
    const found = Object.hasOwn(actual, key) ? `another value for "${key}"` : `no pair "${key}"`;
    throw new EnvelopeError(
      'EncryptionContextMismatch',
      `The encryption context of the message has ${found}. Check the message and the expected context.`,
    );
  }
}
