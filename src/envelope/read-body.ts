/**
 * Reads the body and footer of a message. Source:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
import type { Bytes } from '../base/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import type { Decryptor } from './aes-gcm-cipher.ts';
import { EnvelopeError } from './envelope-error.ts';
import { FrameAad, type FrameKind } from './frame-aad.ts';
import { ignoreRejection, type FrameSink } from './frame-stream.ts';
import type { ParsedHeader } from './header.ts';
import type { MessageVerifier } from './message-signing.ts';
import { FINAL_FRAME_MARKER, IV_BYTES, MAX_FRAME_CONTENT_BYTES, TAG_BYTES } from './limits.ts';

/** Input for reading the body. */
export interface BodyInput {
  readonly parsed: ParsedHeader;
  readonly open: Decryptor;
  /** Set for signed messages. */
  readonly checking: MessageVerifier | undefined;
}

/** Encrypted content: a frame, or the single block. */
interface Sealed {
  readonly kind: FrameKind;
  readonly sequence: number;
  readonly iv: Bytes;
  /** Ciphertext and tag. */
  readonly bytes: Bytes;
  /** Length in the message in bytes, with all that belongs to it. */
  readonly size: number;
}

const truncated = (where: string) => new EnvelopeError('TruncatedMessage', `The message is truncated in ${where}.`);

const u32Of = (bytes: Bytes, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Reads chunks of the body and adds each to the hash. */
class BodyReader {
  readonly #source: ByteSource;
  readonly #checking: MessageVerifier | undefined;
  #unhashed: Bytes[] = [];

  /** @param header the bytes before the body */
  constructor(source: ByteSource, checking: MessageVerifier | undefined, header: Bytes) {
    this.#source = source;
    this.#checking = checking;
    this.#keep(header);
  }

  async take(length: number, where: string): Promise<Bytes> {
    const bytes = await this.#source.take(length);
    if (bytes.length < length) throw truncated(where);
    this.#keep(bytes);
    return bytes;
  }

  /** Copies: hashing detaches the buffers. */
  #keep(bytes: Bytes): void {
    if (this.#checking) this.#unhashed.push(bytes.slice());
  }

  /** Resolves when everything read so far is hashed. */
  async hashed(): Promise<void> {
    if (this.#checking) await this.#checking.add(this.#unhashed.splice(0));
  }

  /** Reads the footer of a signed message, and checks that the message ends here. Returns the length of the footer. */
  async end(): Promise<number> {
    let size = 0;
    if (this.#checking) {
      const front = await this.#source.take(2);
      if (front.length < 2) throw truncated('its signature');
      const length = new DataView(front.buffer, front.byteOffset).getUint16(0);
      const signature = await this.#source.take(length);
      if (signature.length < length) throw truncated('its signature');
      if (!(await this.#checking.verify(signature))) {
        throw new EnvelopeError('InvalidSignature', 'Signature verification failed. Discard all output.');
      }
      size = 2 + length;
    }
    if (await this.#source.atEnd()) return size;
    throw new EnvelopeError('TrailingBytes', 'Unexpected data after the end of the message. Discard all output.');
  }
}

/**
 * Reads the whole body. Pushes frame after frame; the last one only after everything that follows it has been checked.
 */
export async function readBody(
  sink: FrameSink,
  source: ByteSource,
  { parsed: { header, bytes: head }, open, checking }: BodyInput,
): Promise<void> {
  const reader = new BodyReader(source, checking, head);
  const aad = new FrameAad(header.messageId);
  const opened = async ({ kind, sequence, iv, bytes }: Sealed): Promise<readonly Bytes[]> => {
    // Both at the same time: the bytes of the source are valid until the next read.
    const [plaintext] = await Promise.all([
      open(iv, aad.of(kind, sequence, bytes.length - TAG_BYTES), bytes),
      reader.hashed(),
    ]);
    if (plaintext) return [plaintext];
    const what = kind === 'block' ? 'The content' : `Frame ${sequence}`;
    throw new EnvelopeError('FrameAuthentication', `${what} failed authentication. Discard all output.`);
  };
  for (let sequence = 1; ; sequence++) {
    await sink.slot();
    const sealed =
      header.contentType === 'framed' ? await readFrame(reader, sequence, header.frameLength) : await readBlock(reader);
    const output = opened(sealed);
    if (sealed.kind === 'frame') {
      sink.frame(output, sealed.size);
      continue;
    }
    const [, rest] = await Promise.allSettled([output, reader.end()]);
    if (rest.status === 'fulfilled') {
      sink.frame(output, sealed.size + rest.value);
      return;
    }
    ignoreRejection(output);
    throw rest.reason;
  }
}

async function readFrame(reader: BodyReader, expected: number, frameLength: number): Promise<Sealed> {
  const where = `frame ${expected}`;
  const first = u32Of(await reader.take(4, where), 0);
  if (first === FINAL_FRAME_MARKER) {
    const front = await reader.take(4 + IV_BYTES + 4, where);
    const length = u32Of(front, 4 + IV_BYTES);
    checkSequence(u32Of(front, 0), expected);
    if (length > frameLength) {
      throw new EnvelopeError(
        'MalformedMessage',
        `The final frame (${length} bytes) exceeds the frame length (${frameLength} bytes). The message is damaged.`,
      );
    }
    checkContentLength(length, where);
    const [iv, size] = [front.slice(4, 4 + IV_BYTES), 4 + front.length];
    const bytes = await reader.take(length + TAG_BYTES, where);
    return { kind: 'final', sequence: expected, iv, bytes, size: size + bytes.length };
  }
  checkSequence(first, expected);
  checkContentLength(frameLength, where);
  const rest = await reader.take(IV_BYTES + frameLength + TAG_BYTES, where);
  return {
    kind: 'frame',
    sequence: expected,
    iv: rest.subarray(0, IV_BYTES),
    bytes: rest.subarray(IV_BYTES),
    size: 4 + rest.length,
  };
}

function checkSequence(actual: number, expected: number): void {
  if (actual === expected) return;
  throw new EnvelopeError(
    'FrameOrder',
    `Unexpected frame ${actual}; expected frame ${expected}. Frames are missing, repeated or out of order. Discard all output.`,
  );
}

/** Rejects content that does not fit into memory, before it is read. */
function checkContentLength(length: number, where: string): void {
  if (length <= MAX_FRAME_CONTENT_BYTES) return;
  throw new EnvelopeError(
    'LimitExceeded',
    `The content of ${where} is ${length} bytes long. The maximum is ${MAX_FRAME_CONTENT_BYTES} bytes. Encrypt again with smaller frames.`,
  );
}

async function readBlock(reader: BodyReader): Promise<Sealed> {
  const front = await reader.take(IV_BYTES + 8, 'its content');
  const length = u32Of(front, IV_BYTES) * 2 ** 32 + u32Of(front, IV_BYTES + 4);
  checkContentLength(length, 'the single block');
  const [iv, size] = [front.slice(0, IV_BYTES), front.length];
  const bytes = await reader.take(length + TAG_BYTES, 'its content');
  return { kind: 'block', sequence: 1, iv, bytes, size: size + bytes.length };
}
