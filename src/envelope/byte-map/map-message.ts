/** Maps a message of the AWS Encryption SDK. Reads only the header and what precedes the content of each frame. */
import { MAX_FRONT_BYTES, parseFrameFront } from '../frame-front.ts';
import type { Header } from '../header.ts';
import { FINAL_FRAME_MARKER, FRAME_OVERHEAD, IV_BYTES, TAG_BYTES } from '../limits.ts';
import { FaultyMessage, type FieldName } from '../message-fault.ts';
import { parseHeader } from '../parse-header.ts';
import type { ByteMap, MappedFrame } from './byte-map.ts';
import type { ByteWindow } from './byte-window.ts';
import { FieldCursor } from './field-cursor.ts';

/** Frames whose fields are listed by default. */
export const DEFAULT_FRAMES = 32;

/** Length of a signature with its length field, and of a final frame without its content. */
const MAX_END_BYTES = 2 + 110 + MAX_FRONT_BYTES + TAG_BYTES;

const u16Of = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint16(0);

const u32Of = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);

/**
 * Maps a message. The fields of the first `maxFrames` frames, of the final frame and of the footer are listed; the
 * frames between them are one field.
 */
export async function mapMessage(window: ByteWindow, maxFrames = DEFAULT_FRAMES): Promise<ByteMap> {
  const cursor = new FieldCursor(window.size);
  const header = await mapHeader(window, cursor);
  if (!header) return cursor.finish('message');
  const frames = await mapFrames(window, cursor, header, maxFrames);
  const hasEnded = frames.at(-1)?.kind === 'final' || frames.at(-1)?.kind === 'block';
  if (!hasEnded || cursor.hasStopped()) {
    // Without a fault, only the listing ended.
    return cursor.finish('message', cursor.hasStopped() ? 'unread' : 'frames not shown', { frames });
  }
  if (header.suite.signature) await mapFooter(window, cursor);
  if (cursor.hasStopped()) return cursor.finish('message', 'unread', { frames });
  const left = cursor.size - cursor.at;
  if (left > 0) cursor.fail({ kind: 'trailing', length: left });
  return cursor.finish('message', 'trailing bytes', { frames });
}

async function mapHeader(window: ByteWindow, cursor: FieldCursor): Promise<Header | undefined> {
  let next: FieldName = 'version';
  const parsing = parseHeader({
    onNext: (name) => (next = name),
    onField: ({ name, length, offset: _, ...facts }) => cursor.take(name, length, facts),
  });
  try {
    let step = parsing.next();
    while (!step.done) {
      const bytes = await window.read(cursor.at, step.value);
      if (bytes.length < step.value) {
        cursor.stop({ kind: 'truncated', field: next, needed: step.value, left: bytes.length });
        return undefined;
      }
      step = parsing.next(bytes);
    }
    return step.value.header;
  } catch (error) {
    if (!(error instanceof FaultyMessage)) throw error;
    const field = cursor.fields.at(-1);
    cursor.stop(error.fault, field?.offset);
    return undefined;
  }
}

/** Maps the frames. Returns the whole ones. */
async function mapFrames(
  window: ByteWindow,
  cursor: FieldCursor,
  header: Header,
  maxFrames: number,
): Promise<MappedFrame[]> {
  const frames: MappedFrame[] = [];
  const possible = Math.ceil((cursor.size - cursor.at) / (header.frameLength + FRAME_OVERHEAD)) + 1;
  for (let expected = 1; ; expected++) {
    if (frames.length === maxFrames) {
      const final = await findFinalFrame(window, cursor.at, header, expected);
      if (!final) return frames;
      const value = final.sequence - expected;
      if (value > 0) cursor.take('frames not shown', final.offset - cursor.at, { value, index: expected });
      expected = final.sequence;
    }
    const offset = cursor.at;
    const front = parseFrameFront(await window.read(offset, MAX_FRONT_BYTES), header);
    if (front && front.sequence !== expected) {
      const fault = { kind: 'frame-order', expected, found: front.sequence } as const;
      // The fields of a frame that was moved have their places. Any other number is no sequence number.
      if (front.sequence <= possible) cursor.fail(fault);
      else cursor.stop(fault);
    }
    if (cursor.hasStopped() || !(await takeFrame(window, cursor, header)) || !front) return frames;
    frames.push({ kind: front.kind, sequence: front.sequence, offset, length: cursor.at - offset });
    if (front.kind !== 'frame') return frames;
  }
}

/** Adds the fields of the next frame. Returns false if it is incomplete. */
async function takeFrame(window: ByteWindow, cursor: FieldCursor, header: Header): Promise<boolean> {
  const start = cursor.at;
  const bytes = await window.read(start, MAX_FRONT_BYTES);
  const front = parseFrameFront(bytes, header);
  const index = front ? { index: front.sequence } : {};
  const number = front ? { value: front.sequence, ...index } : {};
  const isMarked = bytes.length >= 4 && u32Of(bytes) === FINAL_FRAME_MARKER;
  if (header.contentType === 'framed') {
    if (isMarked) cursor.take('final frame marker', 4, index);
    if (!cursor.take('sequence number', 4, number)) return false;
  }
  if (!cursor.take('frame IV', IV_BYTES, index)) return false;
  if (header.contentType === 'non-framed' || isMarked) {
    const length = isMarked && header.contentType === 'framed' ? 4 : 8;
    if (!cursor.take('content length', length, front ? { value: front.contentLength, ...index } : {})) return false;
  }
  if (!front) return false;
  if (front.kind === 'final' && front.contentLength > header.frameLength) {
    const fault = { kind: 'final-length', found: front.contentLength, maximum: header.frameLength } as const;
    cursor.stop(fault, cursor.at - 4);
    return false;
  }
  return cursor.take('encrypted content', front.contentLength, index) && cursor.take('frame tag', TAG_BYTES, index);
}

/**
 * Finds the final frame by the length of the input. Returns undefined if it is not where a complete message has it.
 */
async function findFinalFrame(window: ByteWindow, at: number, header: Header, expected: number) {
  const stride = header.frameLength + FRAME_OVERHEAD;
  const last = Math.floor((window.size - at) / stride);
  const back = Math.ceil(MAX_END_BYTES / stride) + 1;
  for (let skipped = last; skipped >= Math.max(0, last - back); skipped--) {
    const offset = at + skipped * stride;
    const front = parseFrameFront(await window.read(offset, MAX_FRONT_BYTES), header);
    if (front?.kind === 'final' && front.sequence === expected + skipped) return { offset, sequence: front.sequence };
  }
  return undefined;
}

/** Adds the fields of the footer of a signed message. */
async function mapFooter(window: ByteWindow, cursor: FieldCursor): Promise<void> {
  const bytes = await window.read(cursor.at, 2);
  const length = bytes.length < 2 ? 0 : u16Of(bytes);
  if (cursor.take('signature length', 2, { value: length })) cursor.take('signature', length);
}
