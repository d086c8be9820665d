/**
 * Frees chunks of output without waiting for garbage collection. The results of SubtleCrypto belong to objects that
 * Chromium collects only in a full collection of the heap, so a fast stream holds hundreds of megabytes of them.
 * ARCHITECTURE.md has the measurements.
 */
import { checkKind } from './check-options.ts';
import { BYTES } from './rare-kinds.ts';

/** A message per chunk would cost more than it saves. */
const BATCH_BYTES = 4 * 2 ** 20;
/** Smaller buffers are not worth a transfer. */
const MIN_BYTES = 4096;
/** Freed bytes between two requests for a garbage collection. */
const COLLECTION_INTERVAL_BYTES = 256 * 2 ** 20;
/** More than V8 lets a small heap grow by. A buffer of this length is never written, so it takes no memory. */
const PRESSURE_BYTES = 64 * 2 ** 20;

let batch: ArrayBuffer[] = [];
let batchBytes = 0;
let bytesSinceCollection = 0;

/**
 * Frees the memory of a chunk that the envelope returned. The chunk is empty afterwards; do not use it again. Ignores
 * chunks that do not own their whole buffer. Up to 4 MiB are freed with later calls.
 * @throws {TypeError} if `chunk` is not a Uint8Array
 */
export function releaseChunk(chunk: Uint8Array): void {
  checkKind(chunk, 'chunk', BYTES);
  const { buffer, byteLength } = chunk;
  if (byteLength < MIN_BYTES || byteLength !== buffer.byteLength || !(buffer instanceof ArrayBuffer)) return;
  batch.push(buffer);
  batchBytes += byteLength;
  if (batchBytes < BATCH_BYTES) return;
  // A transfer detaches the buffers at once. A message in a closed channel is discarded with its contents.
  // `ArrayBuffer.prototype.transfer` does not help: the memory stays until the object that held it is collected.
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, batch);
  port1.close();
  port2.close();
  bytesSinceCollection += batchBytes;
  batch = [];
  batchBytes = 0;
  if (bytesSinceCollection < COLLECTION_INTERVAL_BYTES) return;
  bytesSinceCollection = 0;
  requestCollection();
}

/**
 * Makes V8 start a full collection. Each frame leaves some KiB of small objects (promises, detached buffers), which
 * only a full collection frees. With the chunks freed at once, V8 would start one after gigabytes of content.
 */
function requestCollection(): void {
  try {
    // V8 counts the length of the buffer as used memory.
    new ArrayBuffer(PRESSURE_BYTES);
  } catch {
    // There is no room for it: V8 has collected already.
  }
}
