/** Bytes: joining, comparing, big-endian integers. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes over a plain ArrayBuffer, as WebCrypto and transfer lists require. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Encodes `text` as UTF-8. */
export function encodeUtf8(text: string): Bytes {
  return encoder.encode(text);
}

/**
 * Decodes UTF-8.
 * @throws {TypeError} if `bytes` is not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Concatenates the parts into a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  return concatAll(parts);
}

/** Like `concatBytes`, for an array of any length: the number of arguments of a call is limited. */
export function concatAll(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Whether `a` and `b` hold the same bytes. The time depends only on the length. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

/** Compares byte strings lexicographically: negative, 0 or positive. A prefix sorts first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Encodes `value` as 2 bytes, big-endian. */
export function encodeUint16(value: number): Bytes {
  return Uint8Array.of(value >>> 8, value);
}

/** Encodes `value` as 4 bytes, big-endian. */
export function encodeUint32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Copies `bytes` into a buffer of its own. */
export function copyBytes(bytes: Uint8Array): Bytes {
  return Uint8Array.from(bytes);
}
