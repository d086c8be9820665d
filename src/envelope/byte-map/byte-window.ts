/** Reads parts of a Blob at any offset, and keeps the last part that was read. */
import type { Bytes } from '../../base/bytes.ts';

/** Bytes that are read at once: enough for most headers. */
const WINDOW_BYTES = 64 * 1024;

/** A Blob of any size. Memory use is that of the longest part requested. */
export class ByteWindow {
  readonly size: number;
  readonly #blob: Blob;
  #start = 0;
  #bytes: Bytes = new Uint8Array();

  constructor(blob: Blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /** Returns `length` bytes at `offset`, or fewer at the end. Rejects with DOMException if the file cannot be read. */
  async read(offset: number, length: number): Promise<Bytes> {
    const end = Math.min(offset + length, this.size);
    if (offset < this.#start || end > this.#start + this.#bytes.length) {
      this.#start = offset;
      const part = this.#blob.slice(offset, Math.max(end, offset + WINDOW_BYTES));
      this.#bytes = new Uint8Array(await part.arrayBuffer());
    }
    return this.#bytes.subarray(offset - this.#start, Math.max(0, end - this.#start));
  }
}
