/** Changes copies of an input: what the Inspector does on purpose. The original stays unchanged. */
import type { MapField, MappedFrame } from '../../envelope/byte-map/byte-map.ts';
import { flipByte } from './tamper.ts';

/** One change, with the field that it was made in. Offsets are those before the change. */
export type ByteChange =
  | { readonly kind: 'flip'; readonly field: MapField; readonly offset: number }
  | { readonly kind: 'remove' | 'cut'; readonly field: MapField; readonly length: number }
  | { readonly kind: 'swap'; readonly first: number; readonly second: number };

/** A changed copy, and the change. */
export interface ChangedCopy {
  readonly blob: Blob;
  readonly change: ByteChange;
}

/**
 * Flips the lowest bit of the last byte of `field`. In JSON, of one in the middle: the last one is a quotation mark.
 */
export async function flipInField(blob: Blob, field: MapField): Promise<ChangedCopy> {
  const isJson = field.name.startsWith('JSON');
  const offset = field.offset + (isJson ? field.length >> 1 : field.length - 1);
  return { blob: (await flipByte(blob, offset)).blob, change: { kind: 'flip', field, offset } };
}

/** Removes the bytes of `field`. */
export function removeField(blob: Blob, field: MapField): ChangedCopy {
  const { offset, length } = field;
  const left = new Blob([blob.slice(0, offset), blob.slice(offset + length)]);
  return { blob: left, change: { kind: 'remove', field, length } };
}

/** Cuts the input off in front of `field`. */
export function cutAtField(blob: Blob, field: MapField): ChangedCopy {
  return {
    blob: blob.slice(0, field.offset),
    change: { kind: 'cut', field, length: blob.size - field.offset },
  };
}

/** Swaps two frames, of which `second` follows `first`, with any bytes between them. */
export function swapFrames(blob: Blob, first: MappedFrame, second: MappedFrame): ChangedCopy {
  const [a, b] = [first, second].map(({ offset, length }) => blob.slice(offset, offset + length)) as [Blob, Blob];
  const between = blob.slice(first.offset + first.length, second.offset);
  const parts = [blob.slice(0, first.offset), b, between, a, blob.slice(second.offset + second.length)];
  return { blob: new Blob(parts), change: { kind: 'swap', first: first.sequence, second: second.sequence } };
}

/** The frame that contains `field`, and the regular frame after it; undefined if there are no two. */
export function framesToSwap(
  frames: readonly MappedFrame[],
  { offset }: MapField,
): readonly [MappedFrame, MappedFrame] | undefined {
  const at = frames.findIndex((frame) => offset >= frame.offset && offset < frame.offset + frame.length);
  const [first, second] = [frames[at], frames[at + 1]];
  // Frames that are not listed are between the last two.
  return first?.kind === 'frame' && second?.kind === 'frame' ? [first, second] : undefined;
}
