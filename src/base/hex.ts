/** Lower-case hexadecimal. */
import { hex } from '@scure/base';
import { copyBytes, type Bytes } from './bytes.ts';

/** Encodes `bytes` as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return hex.encode(bytes);
}

/**
 * Decodes hex.
 * @throws {Error} if `text` is not hex of even length
 */
export function fromHex(text: string): Bytes {
  return copyBytes(hex.decode(text.toLowerCase()));
}
