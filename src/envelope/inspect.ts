/** Parses the layout of a message without keys, for display. Nothing is authenticated. */
import { EnvelopeError } from './envelope-error.ts';
import { CONTENT_TYPES, type Header } from './header.ts';
import { FINAL_FRAME_MARKER, FRAME_OVERHEAD, IV_BYTES, TAG_BYTES } from './limits.ts';
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
    let frame = frameAt(view, at, header);
    frame;
    frame = frame.kind === 'frame' ? frameAt(view, at, header) : undefined
  ) {
    frames.push(frame);
    at += frame.length;
  }
  const ended = frames.length > 0 && frames.at(-1)?.kind !== 'frame';
  if (ended && header.suite.signature && at + 2 <= bytes.length) {
    const length = view.getUint16(at);
    fields.push({ name: 'signature length', offset: at, length: 2, description: `${length} bytes` });
    fields.push({
      name: 'signature',
      offset: at + 2,
      length,
      description: `ECDSA ${header.suite.signature} over all bytes before the footer, in DER`,
    });
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
function frameAt(view: DataView, offset: number, { contentType, frameLength }: Header): FramePosition | undefined {
  const left = view.byteLength - offset;
  const place = (
    kind: FramePosition['kind'],
    sequence: number,
    front: number,
    contentLength: number,
  ): FramePosition | undefined => {
    const length = front + contentLength + TAG_BYTES;
    return length > left ? undefined : { kind, sequence, offset, length, contentOffset: offset + front, contentLength };
  };
  if (contentType === CONTENT_TYPES[1]) {
    const front = IV_BYTES + 8;
    return left < front ? undefined : place('block', 1, front, Number(view.getBigUint64(offset + IV_BYTES)));
  }
  if (left < FRAME_OVERHEAD - TAG_BYTES) return undefined;
  const first = view.getUint32(offset);
  if (first !== FINAL_FRAME_MARKER) return place('frame', first, FRAME_OVERHEAD - TAG_BYTES, frameLength);
  const front = 4 + 4 + IV_BYTES + 4;
  if (left < front) return undefined;
  const contentLength = view.getUint32(offset + front - 4);
  if (contentLength > frameLength)
    throw new EnvelopeError('MalformedMessage', 'The final frame exceeds the frame length. The message is damaged.');
  return place('final', view.getUint32(offset + 4), front, contentLength);
}
