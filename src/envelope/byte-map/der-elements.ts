/**
 * Parses the elements of DER with their positions. Source: ITU-T X.690, https://www.itu.int/rec/T-REC-X.690
 */

/** One element. */
export interface DerElement {
  /** The first byte: class, form and number. */
  readonly tag: number;
  readonly offset: number;
  /** Length of tag and length field. */
  readonly headerLength: number;
  readonly length: number;
  /** Elements inside of a constructed one. */
  readonly children: readonly DerElement[];
}

const MAX_DEPTH = 16;
const CONSTRUCTED = 0x20;

/**
 * Parses `bytes` from `offset` to `end` as a sequence of elements. Returns undefined if they are not DER.
 */
export function parseDerElements(
  bytes: Uint8Array,
  offset = 0,
  end = bytes.length,
  depth = 0,
): readonly DerElement[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const elements: DerElement[] = [];
  let at = offset;
  while (at < end) {
    const element = parseElement(bytes, at, end, depth);
    if (!element) return undefined;
    elements.push(element);
    at += element.headerLength + element.length;
  }
  return elements;
}

function parseElement(bytes: Uint8Array, offset: number, end: number, depth: number): DerElement | undefined {
  const tag = bytes[offset] ?? 0;
  // Tag numbers of more than one byte are not used by keys and signatures.
  if ((tag & 0x1f) === 0x1f || offset + 2 > end) return undefined;
  let length = bytes[offset + 1] ?? 0;
  let headerLength = 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4 || offset + 2 + count > end) return undefined;
    length = bytes.subarray(offset + 2, offset + 2 + count).reduce((value, byte) => value * 256 + byte, 0);
    headerLength += count;
  }
  const start = offset + headerLength;
  if (start + length > end) return undefined;
  const children = tag & CONSTRUCTED ? parseDerElements(bytes, start, start + length, depth + 1) : [];
  return children && { tag, offset, headerLength, length, children };
}

/** Decodes an object identifier to its dotted form. */
export function decodeObjectIdentifier(bytes: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    else arcs.push(value);
    value = 0;
  }
  return arcs.join('.');
}
