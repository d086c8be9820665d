/** Compresses and decompresses gzip with the streams of the platform. */
import { concatAll, type Bytes } from './bytes.ts';

/** Compressed bytes per read of a decompression: one read yields about 1,000 times as many at most. */
const PIECE = 4096;

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Bytes | undefined> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return concatAll(pieces);
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    pieces.push(value);
  }
}

function streamOf(bytes: Bytes): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, (at += PIECE)));
      },
    },
    { highWaterMark: 0 },
  );
}

/** Compresses `bytes`. The same bytes give the same result in one browser; browsers differ. */
export async function compressGzip(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await collect(stream, Infinity)) as Bytes;
}

/**
 * Decompresses `bytes`. Resolves to undefined if the result exceeds `maxBytes`, and stops there: a small file can
 * expand to any size.
 * @throws an error of the platform if `bytes` are not gzip
 */
export function decompressGzip(bytes: Bytes, maxBytes: number): Promise<Bytes | undefined> {
  return collect(streamOf(bytes).pipeThrough(new DecompressionStream('gzip')), maxBytes);
}
