/** The encryption context as additional authenticated data: one encoding for one map, whatever the order of its pairs. */
import { compareBytes, concatAll, encodeUint32, encodeUtf8, type Bytes } from '../base/bytes.ts';

/** An encryption context as a call gives it. */
export type EncryptionContext = Readonly<Record<string, string>> | undefined;

const NOTHING = new Uint8Array(0);

/**
 * Pairs sorted by the UTF-8 bytes of their keys, each key and value with its length before it, so that no two maps have one encoding: texts without a
 * UTF-8 form of their own (unpaired surrogates) never get here, validation refuses them.
 * No context and an empty map are the same: no bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext): Bytes {
  if (context === undefined) return NOTHING;
  const pairs = Object.entries(context).map(([key, value]) => [encodeUtf8(key), encodeUtf8(value)] as const);
  if (pairs.length === 0) return NOTHING;
  pairs.sort(([a], [b]) => compareBytes(a, b));
  return concatAll(pairs.flatMap(([key, value]) => [encodeUint32(key.length), key, encodeUint32(value.length), value]));
}
