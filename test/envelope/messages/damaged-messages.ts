/** Damages a valid message in every way that its layout allows. */
import { concatBytes, encodeUint32, type Bytes } from '../../../src/base/bytes.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';

/** A message that no longer is one. */
export interface DamagedMessage {
  readonly name: string;
  readonly message: Bytes;
}

const splice = (message: Bytes, at: number, removed: number, ...inserted: Bytes[]): Bytes =>
  concatBytes(message.slice(0, at), ...inserted, message.slice(at + removed));

/** Yields the damaged messages. None equals the original. */
export function* damagedMessages(message: Bytes): Generator<DamagedMessage> {
  for (const damaged of allChanges(message)) {
    if (damaged.message.length !== message.length || damaged.message.some((byte, at) => byte !== message[at]))
      yield damaged;
  }
}

function* allChanges(message: Bytes): Generator<DamagedMessage> {
  yield* changedFields(message);
  yield* changedFrames(message);
  yield* changedEnds(message);
}

/** Each field of header and footer: cut, grown, flipped, zeroed and filled. */
function* changedFields(message: Bytes): Generator<DamagedMessage> {
  for (const { name, offset, length } of parseMessageLayout(message).fields) {
    const label = `${name} at ${offset}`;
    const part = message.slice(offset, offset + length);
    if (length > 0) {
      yield { name: `${label} cut by its last byte`, message: splice(message, offset + length - 1, 1) };
      yield { name: `${label} removed`, message: splice(message, offset, length) };
      yield { name: `${label} doubled`, message: splice(message, offset, 0, part) };
      yield { name: `${label} zeroed`, message: splice(message, offset, length, new Uint8Array(length)) };
      yield { name: `${label} filled`, message: splice(message, offset, length, new Uint8Array(length).fill(0xff)) };
    }
    yield { name: `${label} grown by a byte`, message: splice(message, offset + length, 0, Uint8Array.of(0)) };
    for (let at = 0; at < length; at++) {
      for (const bit of [0x01, 0x80]) {
        const flipped = Uint8Array.of((part[at] as number) ^ bit);
        yield { name: `${label}, byte ${at} flipped by ${bit}`, message: splice(message, offset + at, 1, flipped) };
      }
    }
  }
}

/** Frames swapped, doubled, removed, renumbered, cut and changed. */
function* changedFrames(message: Bytes): Generator<DamagedMessage> {
  const { frames, headerLength } = parseMessageLayout(message);
  const last = frames.at(-1);
  const end = last ? last.offset + last.length : headerLength;
  const pieces = frames.map(({ offset, length }) => message.slice(offset, offset + length));
  const build = (parts: readonly Bytes[]) => concatBytes(message.slice(0, headerLength), ...parts, message.slice(end));
  for (const [index, { kind, offset, length, contentOffset, contentLength }] of frames.entries()) {
    const label = `${kind} ${index + 1}`;
    yield { name: `${label} removed`, message: build(pieces.filter((_, i) => i !== index)) };
    yield { name: `${label} doubled`, message: build(pieces.flatMap((one, i) => (i === index ? [one, one] : [one]))) };
    const next = pieces[index + 1];
    if (next) {
      const swapped = pieces.map((one, i) => (i === index ? next : i === index + 1 ? (pieces[index] as Bytes) : one));
      yield { name: `${label} swapped with the next`, message: build(swapped) };
    }
    yield { name: `${label} cut by a byte`, message: splice(message, offset + length - 1, 1) };
    yield { name: `${label} grown by a byte`, message: splice(message, offset + length, 0, Uint8Array.of(0)) };
    for (const at of [
      offset,
      offset + 3,
      contentOffset - 1,
      contentOffset,
      contentOffset + contentLength,
      offset + length - 1,
    ])
      yield {
        name: `${label}, byte ${at - offset} flipped`,
        message: splice(message, at, 1, Uint8Array.of((message[at] as number) ^ 0x01)),
      };
    if (kind !== 'block') {
      for (const sequence of [0, index + 2, 0xfffffffe])
        yield {
          name: `${label} renumbered to ${sequence}`,
          message: splice(message, kind === 'final' ? offset + 4 : offset, 4, encodeUint32(sequence)),
        };
    }
    if (kind === 'frame') {
      const marker = concatBytes(
        encodeUint32(0xffffffff),
        encodeUint32(index + 1),
        message.slice(offset + 4, offset + 16),
      );
      const asFinal = concatBytes(marker, encodeUint32(contentLength), message.slice(contentOffset, offset + length));
      yield { name: `${label} as the final frame`, message: build([...pieces.slice(0, index), asFinal]) };
    }
  }
  if (frames.length > 1) yield { name: 'all frames removed', message: build([]) };
}

/** Bytes before and after the message. */
function* changedEnds(message: Bytes): Generator<DamagedMessage> {
  yield { name: 'a trailing byte', message: concatBytes(message, Uint8Array.of(0)) };
  yield { name: 'trailing zeros', message: concatBytes(message, new Uint8Array(1000)) };
  yield { name: 'a second message', message: concatBytes(message, message) };
  yield { name: 'a leading byte', message: concatBytes(Uint8Array.of(0), message) };
  yield { name: 'nothing', message: new Uint8Array() };
}
