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

/** Value of a lower-case hex digit by its character code. */
const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);

/** Decodes lower-case hex of even length into `target` from `offset`. Does not check the text. */
export function fromHexInto(target: Uint8Array, offset: number, text: string): void {
  for (let at = 0; at < text.length; at += 2)
    target[offset + at / 2] = digit(text.charCodeAt(at)) * 16 + digit(text.charCodeAt(at + 1));
}
