/** Reads a Blob or stream in chunks of the requested size from one reused buffer. */
import type { Bytes } from '../base/bytes.ts';
import { INITIAL_BUFFER_BYTES } from './limits.ts';

/** Input of an operation. A File is a Blob; of a Response, the body. */
export type EnvelopeInput = Blob | ReadableStream<Uint8Array> | Response;

/** A chunk of content. */
export interface Chunk {
  readonly bytes: Bytes;
  /** Whether the input ends with this chunk. */
  readonly last: boolean;
}

/** Reads bytes into a buffer. */
interface Filler {
  /**
   * Fills `room` from its start. Takes ownership of its buffer, and returns it with the number of bytes: 0 only at the
   * end of the input.
   */
  fill(room: Bytes): Promise<{ readonly buffer: ArrayBuffer; readonly count: number }>;
  /** Rejects once the input has failed, also if nothing reads it. */
  readonly closed: Promise<unknown>;
  /** Stops reading. */
  cancel(reason: unknown): Promise<void>;
}

/**
 * Readers with a pending read. Chromium may garbage-collect a byte stream that is reachable only through the promise of
 * its next bytes; that promise then never settles.
 */
const reading = new Set<ReadableStreamBYOBReader>();

/** Byte streams write into the buffer directly: no copy, and no allocation, which costs more than a copy. */
function byteFiller(reader: ReadableStreamBYOBReader): Filler {
  return {
    async fill(room) {
      reading.add(reader);
      try {
        const { value } = await reader.read(room);
        if (!value) throw new DOMException('The stream was canceled.', 'AbortError');
        return { buffer: value.buffer, count: value.length };
      } finally {
        reading.delete(reader);
      }
    },
    closed: reader.closed,
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Chunks of other streams belong to the caller, so they are copied. */
function chunkFiller(reader: ReadableStreamDefaultReader<Uint8Array>): Filler {
  let chunk: Uint8Array = new Uint8Array();
  return {
    async fill(room) {
      while (chunk.length === 0) {
        const { done, value } = await reader.read();
        if (done) return { buffer: room.buffer, count: 0 };
        if (!(value instanceof Uint8Array)) throw new TypeError('The stream must produce Uint8Array chunks.');
        chunk = value;
      }
      const part = chunk.subarray(0, room.length);
      room.set(part);
      chunk = chunk.subarray(part.length);
      return { buffer: room.buffer, count: part.length };
    },
    closed: reader.closed,
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Creates a filler with the faster reader that the stream supports. */
function fillerOf(stream: ReadableStream<Uint8Array>): Filler {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch {
    return chunkFiller(stream.getReader());
  }
  return byteFiller(reader);
}

/** Reads an input from start to end. One call at a time; a returned array is valid until the next call. */
export class ByteSource {
  /** Length of the input in bytes, if known. */
  readonly total: number | undefined;
  readonly #filler: Filler;
  #buffer: Bytes;
  #start = 0;
  #end = 0;
  #ended = false;

  /**
   * Starts reading an input, which locks a stream.
   * @throws {TypeError} if it is neither Blob, Response nor stream, or if it is locked or a body that was read
   */
  constructor(from: EnvelopeInput) {
    const input = from instanceof Response ? (from.body ?? new Blob()) : from;
    if (!(input instanceof Blob || input instanceof ReadableStream)) {
      throw new TypeError('The input must be a Blob, a Response or a ReadableStream of Uint8Array.');
    }
    // A body that was read would be taken for an empty one.
    if ((from instanceof Response && from.bodyUsed) || (input instanceof ReadableStream && input.locked))
      throw new TypeError('The input must not be locked or read.');
    this.total = input instanceof Blob ? input.size : undefined;
    // Small records get small buffers. One byte more: the end of the input is found by reading on.
    this.#buffer = new Uint8Array(Math.min(INITIAL_BUFFER_BYTES, (this.total ?? Infinity) + 1));
    this.#filler = fillerOf(input instanceof Blob ? input.stream() : input);
  }

  /** Calls `listener` once the input has failed, also if nothing reads it. */
  onFailure(listener: (error: unknown) => void): void {
    this.#filler.closed.catch(listener);
  }

  /** Returns the next `length` bytes, or fewer at the end of the input. */
  async take(length: number): Promise<Bytes> {
    if (this.#end - this.#start < length) await this.#load(length);
    const bytes = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + length));
    this.#start += bytes.length;
    return bytes;
  }

  /** Like `take`, and whether the input ends there. Reads ahead to find out. */
  async takePiece(length: number): Promise<Chunk> {
    if (this.#end - this.#start <= length) await this.#load(length + 1);
    const last = this.#end - this.#start <= length;
    return { bytes: await this.take(length), last };
  }

  /** Whether everything was read. Reads ahead to find out. */
  async atEnd(): Promise<boolean> {
    if (this.#start === this.#end) await this.#load(1);
    return this.#start === this.#end;
  }

  /** Releases the input, and overwrites the buffer, which may hold plaintext. Never rejects. */
  async cancel(reason: unknown): Promise<void> {
    this.#ended = true;
    await this.#filler.cancel(reason).catch(() => undefined);
    // A pending read owns the buffer.
    if (this.#buffer.length > 0) this.#buffer.fill(0);
  }

  /** Loads `length` bytes into the buffer, or all that remain. */
  async #load(length: number): Promise<void> {
    while (this.#end - this.#start < length && !this.#ended) {
      if (this.#start === this.#end || this.#start + length > this.#buffer.length) this.#makeRoom(length);
      const { buffer, count } = await this.#filler.fill(this.#buffer.subarray(this.#end));
      this.#buffer = new Uint8Array(buffer);
      this.#end += count;
      this.#ended ||= count === 0;
    }
  }

  /**
   * Moves the contents of the buffer to its start. The buffer grows with the bytes received, so that a length field
   * alone allocates no memory.
   */
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
