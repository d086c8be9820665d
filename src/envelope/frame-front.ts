/** Parses what precedes the content of a frame or of the single block. */
import { CONTENT_TYPES, type Header } from './header.ts';
import { FINAL_FRAME_MARKER, FRAME_OVERHEAD, IV_BYTES, TAG_BYTES } from './limits.ts';

/** The fields before the content. */
export interface FrameFront {
  readonly kind: 'frame' | 'final' | 'block';
  readonly sequence: number;
  /** Length of the fields before the content. */
  readonly length: number;
  readonly contentLength: number;
}

/** Maximum length of a front: that of the final frame. */
export const MAX_FRONT_BYTES = 4 + 4 + IV_BYTES + 4;

/** Returns the front at the start of `bytes`, or undefined if they are too short. */
export function parseFrameFront(
  bytes: Uint8Array,
  { contentType, frameLength }: Pick<Header, 'contentType' | 'frameLength'>,
): FrameFront | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (contentType === CONTENT_TYPES[1]) {
    const length = IV_BYTES + 8;
    if (bytes.length < length) return undefined;
    return { kind: 'block', sequence: 1, length, contentLength: Number(view.getBigUint64(IV_BYTES)) };
  }
  const length = FRAME_OVERHEAD - TAG_BYTES;
  if (bytes.length < length) return undefined;
  const first = view.getUint32(0);
  if (first !== FINAL_FRAME_MARKER) return { kind: 'frame', sequence: first, length, contentLength: frameLength };
  if (bytes.length < MAX_FRONT_BYTES) return undefined;
  const contentLength = view.getUint32(MAX_FRONT_BYTES - 4);
  return { kind: 'final', sequence: view.getUint32(4), length: MAX_FRONT_BYTES, contentLength };
}
