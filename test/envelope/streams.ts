/** Bytes in and out of streams, for the envelope's tests. */
import { concatBytes, type Bytes } from '../../src/base/bytes.ts';

/** Bytes that are not all alike, the same for each length. */
export function pattern(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >>> 8) * 17 + (i >>> 16)) & 0xff;
  return bytes;
}

/** Everything that a stream gives. */
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return concatBytes(...chunks);
}

/** A stream of bytes that fills what its reader brings, from `bytes`, at most `step` at a time. */
export function byteStreamOf(bytes: Uint8Array, step: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = controller.byobRequest;
      const part = bytes.subarray(at, at + Math.min(step, request?.view?.byteLength ?? step));
      at += part.length;
      if (part.length === 0) controller.close();
      if (!request?.view) return void (part.length > 0 && controller.enqueue(part.slice()));
      new Uint8Array(request.view.buffer, request.view.byteOffset).set(part);
      request.respond(part.length);
    },
  });
}

/** A stream of the given chunks. */
export function streamOf(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
}

/** What `promise` rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!outcome) throw new Error('It resolved, and should have been refused.');
  return outcome.error as Error;
}
