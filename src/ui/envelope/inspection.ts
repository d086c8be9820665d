/** One input of the Inspector: its original, the copy that is changed, and the map of the copy. */
import { equalBytes } from '../../base/bytes.ts';
import type { ByteMap, MapField } from '../../envelope/byte-map/byte-map.ts';
import type { TextEncoding } from '../../envelope/byte-map/decode-text.ts';
import { mapBytes } from '../../envelope/byte-map/map-bytes.ts';
import { cutAtField, flipInField, framesToSwap, removeField, swapFrames, type ByteChange } from './byte-changes.ts';

/** An input with its changes. Never modified. */
export interface Inspection {
  readonly name: string;
  /** The bytes as they were opened, decoded if they were text. */
  readonly original: Blob;
  readonly copy: Blob;
  /** Map of the copy. A changed copy keeps the format of the original. */
  readonly map: ByteMap;
  readonly changes: readonly ByteChange[];
  readonly maxFrames: number;
  readonly encoding?: TextEncoding;
  /** PEM blocks in the input, of which this is the first. Absent unless there are several. */
  readonly blocks?: number;
}

/** Frames that are listed at first, and with each request for more. */
export const FRAMES_STEP = 32;

/** Opens an input. Rejects with DOMException if it cannot be read. */
export async function inspect(name: string, input: Blob): Promise<Inspection> {
  const { map, blob, ...others } = await mapBytes(input, { maxFrames: FRAMES_STEP });
  return { name, original: blob, copy: blob, map, changes: [], maxFrames: FRAMES_STEP, ...others };
}

async function withCopy(
  inspection: Inspection,
  copy: Blob,
  changes: readonly ByteChange[],
  { maxFrames } = inspection,
): Promise<Inspection> {
  const { map } = await mapBytes(copy, { format: inspection.map.format, maxFrames });
  // The structure of changed DER may be that of another format.
  return { ...inspection, copy, changes, maxFrames, map: { ...map, format: inspection.map.format } };
}

/** Lists more frames. */
export function listMoreFrames(inspection: Inspection): Promise<Inspection> {
  const maxFrames = inspection.maxFrames + FRAMES_STEP;
  return withCopy(inspection, inspection.copy, inspection.changes, { ...inspection, maxFrames });
}

/** Discards all changes. */
export function restoreOriginal(inspection: Inspection): Promise<Inspection> {
  return withCopy(inspection, inspection.original, []);
}

/** Changes `field` of the copy. A change that is not possible leaves the inspection as it is. */
export async function changeCopy(
  inspection: Inspection,
  kind: ByteChange['kind'],
  field: MapField,
): Promise<Inspection> {
  const { copy, changes, map } = inspection;
  const pair = framesToSwap(map.frames ?? [], field);
  if (kind === 'swap' ? !pair : kind !== 'cut' && field.length === 0) return inspection;
  const make = {
    flip: () => flipInField(copy, field),
    remove: () => removeField(copy, field),
    cut: () => cutAtField(copy, field),
    swap: () => pair && swapFrames(copy, ...pair),
  };
  const changed = await make[kind]();
  return changed ? withCopy(inspection, changed.blob, [...changes, changed.change]) : inspection;
}

/** Offsets from `start` on at which the copy differs from the original. Empty if their lengths differ. */
export async function changedOffsets(
  { original, copy }: Inspection,
  start: number,
  bytes: Uint8Array,
): Promise<ReadonlySet<number>> {
  if (original === copy || original.size !== copy.size) return new Set();
  const before = new Uint8Array(await original.slice(start, start + bytes.length).arrayBuffer());
  const changed = new Set<number>();
  for (const [index, byte] of bytes.entries()) if (before[index] !== byte) changed.add(start + index);
  return changed;
}

/** Bytes that are compared at once. */
const COMPARED_BYTES = 1024 * 1024;

/** Whether the changes cancel each other. */
export async function equalsOriginal({ original, copy }: Inspection): Promise<boolean> {
  if (original.size !== copy.size) return false;
  for (let at = 0; at < copy.size; at += COMPARED_BYTES) {
    const [before, after] = await Promise.all(
      [original, copy].map(async (blob) => new Uint8Array(await blob.slice(at, at + COMPARED_BYTES).arrayBuffer())),
    );
    if (!before || !after || !equalBytes(before, after)) return false;
  }
  return true;
}
