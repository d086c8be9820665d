/** Bytes of a Blob or a stream, handed out in pieces of the size that is asked for, out of one buffer that is filled again and again. */
import type { Bytes } from '../base/bytes.ts';
import { INITIAL_BUFFER_BYTES } from './limits.ts';

/** Where the bytes come from. */
export type EnvelopeInput = Blob | ReadableStream<Uint8Array>;

/** A piece of content. */
export interface Chunk {
  readonly bytes: Bytes;
  /** Whether the input ends with it. */
  readonly last: boolean;
}

/** Puts bytes into a buffer. */
interface Filler {
  /** Fills `room` from its start. Takes the buffer behind it, and gives it back with the number of bytes; 0 only at the end of the input. */
  fill(room: Bytes): Promise<{ readonly buffer: ArrayBuffer; readonly count: number }>;
  /** Ends reading. */
  cancel(reason: unknown): Promise<void>;
}

/**
 * Readers with a read under way. Chromium lets the garbage collector take a stream of bytes that nothing but the promise of its next bytes
 * reaches, and that promise then stays as it is for ever.
 */
const reading = new Set<ReadableStreamBYOBReader>();

/** Byte streams write into the buffer themselves: nothing is copied, and no memory is new, which costs more than copying. */
function byteFiller(reader: ReadableStreamBYOBReader): Filler {
  return {
    async fill(room) {
      reading.add(reader);
      try {
        const { value } = await reader.read(room);
        if (!value) throw new DOMException('The stream was cancelled.', 'AbortError');
        return { buffer: value.buffer, count: value.length };
      } finally {
        reading.delete(reader);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** The chunks of any other stream stay the caller's: they are copied. */
function chunkFiller(reader: ReadableStreamDefaultReader<Uint8Array>): Filler {
  let chunk: Uint8Array = new Uint8Array();
  return {
    async fill(room) {
      while (chunk.length === 0) {
        const { done, value } = await reader.read();
        if (done) return { buffer: room.buffer, count: 0 };
        if (!(value instanceof Uint8Array)) throw new TypeError('The stream must give Uint8Array chunks.');
        chunk = value;
      }
      const part = chunk.subarray(0, room.length);
      room.set(part);
      chunk = chunk.subarray(part.length);
      return { buffer: room.buffer, count: part.length };
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** A filler by the faster of the two readers that the stream has. Throws TypeError when it is locked. */
function fillerOf(stream: ReadableStream<Uint8Array>): Filler {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch {
    return chunkFiller(stream.getReader());
  }
  return byteFiller(reader);
}

/** Reads an input from its start to its end. One call at a time; what a call gives is valid until the next one. */
export class ByteSource {
  /** Bytes of the whole input, where they are known. */
  readonly total: number | undefined;
  readonly #filler: Filler;
  #buffer: Bytes = new Uint8Array(INITIAL_BUFFER_BYTES);
  #start = 0;
  #end = 0;
  #ended = false;

  /** Takes hold of `input`: a stream is locked. Throws TypeError when it is neither Blob nor stream, or already locked. */
  constructor(input: EnvelopeInput) {
    if (!(input instanceof Blob || input instanceof ReadableStream)) {
      throw new TypeError('The input must be a Blob or a ReadableStream of Uint8Array.');
    }
    this.total = input instanceof Blob ? input.size : undefined;
    this.#filler = fillerOf(input instanceof Blob ? input.stream() : input);
  }

  /** The next `length` bytes; fewer only at the end of the input. */
  async take(length: number): Promise<Bytes> {
    if (this.#end - this.#start < length) await this.#load(length);
    const bytes = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + length));
    this.#start += bytes.length;
    return bytes;
  }

  /** The same, and whether the input ends there. Reads on to find out. */
  async takePiece(length: number): Promise<Chunk> {
    if (this.#end - this.#start <= length) await this.#load(length + 1);
    const last = this.#end - this.#start <= length;
    return { bytes: await this.take(length), last };
  }

  /** Whether everything was taken. Reads on to find out. */
  async atEnd(): Promise<boolean> {
    if (this.#start === this.#end) await this.#load(1);
    return this.#start === this.#end;
  }

  /** Lets go of the input, read to its end or not, and overwrites the buffer: it may hold plaintext. Never rejects. */
  async cancel(reason: unknown): Promise<void> {
    this.#ended = true;
    await this.#filler.cancel(reason).catch(() => undefined);
    // Where a read was under way, the buffer went with it.
    if (this.#buffer.length > 0) this.#buffer.fill(0);
  }

  /** Has `length` bytes stand in the buffer, or all that are left. */
  async #load(length: number): Promise<void> {
    while (this.#end - this.#start < length && !this.#ended) {
      if (this.#start === this.#end || this.#start + length > this.#buffer.length) this.#makeRoom(length);
      const { buffer, count } = await this.#filler.fill(this.#buffer.subarray(this.#end));
      this.#buffer = new Uint8Array(buffer);
      this.#end += count;
      this.#ended ||= count === 0;
    }
  }

  /** Moves what stands in the buffer to its start. The buffer grows with what has really come, so that a length field alone costs no memory. */
  #makeRoom(length: number): void {
    const held = this.#buffer.subarray(this.#start, this.#end);
    if (held.length === this.#buffer.length) {
      this.#buffer = new Uint8Array(Math.min(length, held.length * 2));
      this.#buffer.set(held);
      held.fill(0);
    } else this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#start = 0;
    this.#end = held.length;
  }
}
