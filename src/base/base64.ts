/** Base64 as AWS JSON uses it: standard alphabet, with padding. */
import { base64 } from '@scure/base';
import { copyBytes, type Bytes } from './bytes.ts';

/** Encodes `bytes` as base64. */
export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/**
 * Decodes base64.
 * @throws {Error} if `text` is not padded base64
 */
export function fromBase64(text: string): Bytes {
  return copyBytes(base64.decode(text));
}
