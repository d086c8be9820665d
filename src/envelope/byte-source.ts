/** Bytes of a Blob or a stream, handed out in pieces of the size that is asked for, with as few copies as possible. */
import type { Bytes } from '../base/bytes.ts';
import { READ_SIZE } from './limits.ts';

/** Where the bytes come from. */
export type Input = Blob | ReadableStream<Uint8Array>;

/** Bytes in a row. */
export interface Piece {
  readonly bytes: Bytes;
  /** Whether the bytes are a copy of ours, which may be overwritten; else they are the caller's. */
  readonly owned: boolean;
}

/** Hands out chunks as they come. */
interface Chunks {
  /** The next chunk; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Ends reading. */
  cancel(reason: unknown): Promise<void>;
  readonly owned: boolean;
  /** Length of the whole, where it is known. */
  readonly total?: number;
}

/**
 * A Blob by its stream: several times as fast as slices of it, each of which is a new Blob to the browser. Not by a reader of the kind `byob`: Chromium
 * lets those stall where a worker reads one Blob after the other.
 */
function blobChunks(blob: Blob): Chunks {
  return { ...streamChunks(blob.stream()), owned: true, total: blob.size };
}

/** A stream, chunk by chunk. Chunks stay the caller's. */
function streamChunks(stream: ReadableStream<Uint8Array>): Chunks {
  const reader = stream.getReader();
  return {
    owned: false,
    async next() {
      const { done, value } = await reader.read();
      if (done) return undefined;
      if (!(value instanceof Uint8Array)) throw new TypeError('The stream must give Uint8Array chunks.');
      return value;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Whether the bytes lie in memory that no other thread can change: SubtleCrypto takes no other. */
const isPlain = (bytes: Uint8Array): bytes is Bytes => bytes.buffer instanceof ArrayBuffer;

/** Reads an input from its start to its end. One call at a time. */
export class ByteSource {
  readonly #chunks: Chunks;
  #chunk: Bytes = new Uint8Array();
  #owned = false;
  #at = 0;
  #taken = 0;

  /** Takes hold of `input`: a stream is locked. Throws TypeError when it is neither Blob nor stream, or already locked. */
  constructor(input: Input) {
    if (input instanceof Blob) this.#chunks = blobChunks(input);
    else if (input instanceof ReadableStream) this.#chunks = streamChunks(input);
    else throw new TypeError('The input must be a Blob or a ReadableStream of Uint8Array.');
  }

  /** Bytes handed out until now. */
  get taken(): number {
    return this.#taken;
  }

  /** Bytes of the whole input, where they are known. */
  get total(): number | undefined {
    return this.#chunks.total;
  }

  /** The next `length` bytes; fewer only at the end of the input. */
  async take(length: number): Promise<Piece> {
    while (this.#at === this.#chunk.length) if (!(await this.#load())) return { bytes: new Uint8Array(), owned: true };
    if (this.#chunk.length - this.#at >= length) {
      const bytes = this.#chunk.subarray(this.#at, this.#at + length);
      this.#at += length;
      this.#taken += length;
      return { bytes, owned: this.#owned };
    }
    return { bytes: await this.#gather(length), owned: true };
  }

  /** Whether everything was taken. Reads on to find out. */
  async atEnd(): Promise<boolean> {
    while (this.#at === this.#chunk.length) if (!(await this.#load())) return true;
    return false;
  }

  /** Ends reading; never rejects. */
  async cancel(reason: unknown): Promise<void> {
    if (this.#owned) this.#chunk.subarray(this.#at).fill(0);
    this.#chunk = new Uint8Array();
    this.#at = 0;
    await this.#chunks.cancel(reason).catch(() => undefined);
  }

  /** Copies pieces of several chunks together. Grows with what has really come, so that a length field alone costs no memory. */
  async #gather(length: number): Promise<Bytes> {
    let gathered: Bytes = new Uint8Array(Math.min(length, Math.max(READ_SIZE, this.#chunk.length)));
    let filled = 0;
    do {
      const part = this.#chunk.subarray(this.#at, this.#at + length - filled);
      if (filled + part.length > gathered.length) {
        const larger = new Uint8Array(Math.min(length, Math.max(filled + part.length, gathered.length * 2)));
        larger.set(gathered);
        gathered.fill(0);
        gathered = larger;
      }
      gathered.set(part, filled);
      if (this.#owned) part.fill(0);
      filled += part.length;
      this.#at += part.length;
    } while (filled < length && (await this.#load()));
    this.#taken += filled;
    return gathered.subarray(0, filled);
  }

  /** Makes the next chunk the current one. False at the end. */
  async #load(): Promise<boolean> {
    const chunk = await this.#chunks.next();
    if (!chunk) return false;
    this.#owned = this.#chunks.owned || !isPlain(chunk);
    this.#chunk = isPlain(chunk) ? chunk : Uint8Array.from(chunk);
    this.#at = 0;
    return true;
  }
}
