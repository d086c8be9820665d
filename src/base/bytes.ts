/** Bytes: joining, comparing, numbers in big-endian. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes over a plain ArrayBuffer, as WebCrypto and transfers want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The UTF-8 bytes of `text`. */
export function encodeUtf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of UTF-8 `bytes`. Throws TypeError when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** All parts, one after the other, in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  return concatAll(parts);
}

/** `concat` of a list of any length: a call takes only so many arguments. */
export function concatAll(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Whether `a` and `b` hold the same bytes; the time taken depends on the length alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

/** Order of two byte strings: negative, 0 or positive, shorter first where one begins the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** `value` as 2 bytes, big-endian. */
export function encodeUint16(value: number): Bytes {
  return Uint8Array.of(value >>> 8, value);
}

/** `value` as 4 bytes, big-endian. */
export function encodeUint32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** A copy of `bytes` over a buffer of its own: no view of a larger buffer, nothing shared. */
export function copyBytes(bytes: Uint8Array): Bytes {
  return Uint8Array.from(bytes);
}
