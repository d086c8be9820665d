/**
 * Encodes the encryption context as additional authenticated data: one encoding per map, whatever the order of its
 * pairs.
 */
import { compareBytes, concatAll, encodeUint32, encodeUtf8, type Bytes } from '../base/bytes.ts';

/** Encryption context of a call. */
export type EncryptionContext = Readonly<Record<string, string>> | undefined;

const NOTHING = new Uint8Array(0);

/**
 * Encodes pairs sorted by the UTF-8 bytes of their keys, each key and value prefixed with its length, so that no two
 * maps share an encoding. Validation rejects texts without a UTF-8 form of their own (lone surrogates). No context and
 * an empty map are both encoded as no bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext): Bytes {
  if (context === undefined) return NOTHING;
  const pairs = Object.entries(context).map(([key, value]) => [encodeUtf8(key), encodeUtf8(value)] as const);
  if (pairs.length === 0) return NOTHING;
  pairs.sort(([a], [b]) => compareBytes(a, b));
  return concatAll(pairs.flatMap(([key, value]) => [encodeUint32(key.length), key, encodeUint32(value.length), value]));
}
