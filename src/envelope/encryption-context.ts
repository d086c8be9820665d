/**
 * The encryption context: pairs that are authenticated but not encrypted. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
import { compareBytes, concatBytes, encodeUint16, encodeUtf8 } from '../base/bytes.ts';
import { OBJECT } from './check-options.ts';
import { EnvelopeError } from './envelope-error.ts';
import { MAX_CONTEXT_BYTES } from './limits.ts';

/** Pairs by key. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Keys with this prefix are reserved for the Encryption SDK. */
export const RESERVED_PREFIX = 'aws-crypto-';

/** Key of the pair with the public key of a signed message: base64 of the compressed point. */
export const PUBLIC_KEY_PAIR = 'aws-crypto-public-key';

const invalid = (message: string) => new EnvelopeError('InvalidEncryptionContext', message);

/** Rejects a context, the member `name`, that is no object of strings, or has lone surrogates. */
export function checkContext(context: unknown, name: string): void {
  if (!OBJECT.accepts(context)) throw invalid(`${name} must be an object whose values are strings.`);
  for (const [key, value] of Object.entries(context as object) as [string, unknown][]) {
    if (typeof value !== 'string') throw invalid(`The value of "${key}" in ${name} must be a string.`);
    if (!key.isWellFormed() || !value.isWellFormed())
      throw invalid(`The pair "${key}" of ${name} is not valid Unicode.`);
  }
}

/** Rejects a context that a user may not pass: as `checkContext`, and reserved keys. */
export function checkUserContext(context: EncryptionContext, name = 'encryptionContext'): void {
  checkContext(context, name);
  const reserved = Object.keys(context).find((key) => key.startsWith(RESERVED_PREFIX));
  if (reserved !== undefined)
    throw invalid(`Keys of ${name} that start with ${RESERVED_PREFIX} are reserved: "${reserved}".`);
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
