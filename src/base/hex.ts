/** Lower-case hexadecimal. */
import { hex } from '@scure/base';
import { copyBytes, type Bytes } from './bytes.ts';

/** `bytes` as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return hex.encode(bytes);
}

/** The bytes of `text`. Throws when it is not hex of even length. */
export function fromHex(text: string): Bytes {
  return copyBytes(hex.decode(text.toLowerCase()));
}
