/** What becomes of bytes that must be refused: each kind of damage, with its name. */
import { concatBytes, copyBytes, type Bytes } from '../../src/base/bytes.ts';

/** Bytes with their damage. */
export type Damaged = readonly [name: string, bytes: Bytes];

/** Positions spread over `length` bytes, at most `count`, the first and the last among them. */
function spread(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, at) => at);
  return Array.from({ length: count }, (_, n) => Math.round((n * (length - 1)) / (count - 1)));
}

/** `bytes` with one bit changed, at up to `count` places. */
export function flipped(bytes: Bytes, count: number): Damaged[] {
  return spread(bytes.length, count).map((at) => {
    const changed = copyBytes(bytes);
    changed[at]! ^= 1 << (at % 8);
    return [`bit ${at % 8} of byte ${at}`, changed];
  });
}

/**
 * Bytes of other lengths, none of them empty: cut at either end, longer at either end, one byte, the most that AWS
 * takes.
 */
export function otherLengths(bytes: Bytes, most: number): Damaged[] {
  const zero = Uint8Array.of(0);
  return [
    ['without its last byte', bytes.slice(0, -1)],
    ['without its first byte', bytes.slice(1)],
    ['its first half', bytes.slice(0, bytes.length >> 1)],
    ['a byte behind it', concatBytes(bytes, zero)],
    ['a byte before it', concatBytes(zero, bytes)],
    ['twice', concatBytes(bytes, bytes).slice(0, most)],
    ['one byte', Uint8Array.of(1)],
    ['the longest', new Uint8Array(most).fill(0x5a)],
  ];
}

/** Bytes of the same length with nothing in them. */
export function empties(bytes: Bytes): Damaged[] {
  return [
    ['zeros', new Uint8Array(bytes.length)],
    ['all bits', new Uint8Array(bytes.length).fill(0xff)],
  ];
}
