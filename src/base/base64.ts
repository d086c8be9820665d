/** Base64 as AWS JSON uses it: the standard alphabet, padded. */
import { base64 } from '@scure/base';
import { copyBytes, type Bytes } from './bytes.ts';

/** `bytes` as base64. */
export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** The bytes of `text`. Throws when it is not padded base64. */
export function fromBase64(text: string): Bytes {
  return copyBytes(base64.decode(text));
}
