/** Parses the layout of a message without keys, for display. Nothing is authenticated. */
import { EnvelopeError } from './envelope-error.ts';
import { parseFrameFront } from './frame-front.ts';
import type { Header } from './header.ts';
import { TAG_BYTES } from './limits.ts';
import { parseHeader, type Field } from './parse-header.ts';

/** Position of a frame or the single block. Offsets are in bytes from the start of the message. */
export interface FramePosition {
  readonly kind: 'frame' | 'final' | 'block';
  readonly sequence: number;
  readonly offset: number;
  /** Length of the frame in bytes, with sequence number, IV and tag. */
  readonly length: number;
  readonly contentOffset: number;
  readonly contentLength: number;
}

/** Layout of a message. */
export interface MessageLayout {
  readonly header: Header;
  /** Fields of the header and, in a signed message, of the footer, in order and without gaps. */
  readonly fields: readonly Field[];
  readonly headerLength: number;
  readonly frames: readonly FramePosition[];
  /** Whether the message ends where the bytes end. False for a prefix, and if data follows the message. */
  readonly complete: boolean;
}

/**
 * Returns the fields and complete frames of a message or a prefix of one.
 * @throws {EnvelopeError} if the header is incomplete or invalid, or if a frame is longer than allowed
 */
export function parseMessageLayout(bytes: Uint8Array): MessageLayout {
  const fields: Field[] = [];
  const { header, length: headerLength } = readHeader(bytes, (field) => fields.push(field));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: FramePosition[] = [];
  let at = headerLength;
  for (
    let frame = frameAt(bytes, at, header);
    frame;
    frame = frame.kind === 'frame' ? frameAt(bytes, at, header) : undefined
  ) {
    frames.push(frame);
    at += frame.length;
  }
  const ended = frames.length > 0 && frames.at(-1)?.kind !== 'frame';
  if (ended && header.suite.signature && at + 2 <= bytes.length) {
    const length = view.getUint16(at);
    fields.push({ name: 'signature length', offset: at, length: 2, value: length });
    fields.push({ name: 'signature', offset: at + 2, length });
    at += 2 + length;
  } else if (header.suite.signature) at = -1;
  return { header, fields, headerLength, frames, complete: ended && at === bytes.length };
}

function readHeader(bytes: Uint8Array, onField: (field: Field) => void): { header: Header; length: number } {
  const parsing = parseHeader({ onField });
  let at = 0;
  let step = parsing.next();
  while (!step.done) {
    if (at + step.value > bytes.length)
      throw new EnvelopeError('TruncatedMessage', 'The header is incomplete. Provide more bytes.');
    const end = at + step.value;
    step = parsing.next(bytes.subarray(at, end));
    at = end;
  }
  return { header: step.value.header, length: step.value.bytes.length };
}

/** Returns the frame at `offset`, or undefined if it is incomplete. */
function frameAt(bytes: Uint8Array, offset: number, header: Header): FramePosition | undefined {
  const front = parseFrameFront(bytes.subarray(offset), header);
  if (!front) return undefined;
  const { kind, sequence, contentLength } = front;
  if (kind === 'final' && contentLength > header.frameLength)
    throw new EnvelopeError('MalformedMessage', 'The final frame exceeds the frame length. The message is damaged.');
  const length = front.length + contentLength + TAG_BYTES;
  if (offset + length > bytes.length) return undefined;
  return { kind, sequence, offset, length, contentOffset: offset + front.length, contentLength };
}
