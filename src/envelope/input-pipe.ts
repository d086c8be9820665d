/** A writable stream whose chunks an operation reads. */

/**
 * Returns both ends. In contrast to a bare TransformStream, an abort of `writable` reaches `input` also while a write
 * waits for its reader.
 */
export function createInputPipe(): {
  readonly writable: WritableStream<Uint8Array>;
  readonly input: ReadableStream<Uint8Array>;
} {
  let inner!: TransformStreamDefaultController;
  const { readable: input, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => void (inner = controller),
  });
  const writer = writable.getWriter();
  return {
    input,
    writable: new WritableStream({
      start(controller) {
        const { signal } = controller;
        signal.addEventListener('abort', () => inner.error(signal.reason));
        writer.closed.catch((reason: unknown) => controller.error(reason));
      },
      write: (chunk) => writer.write(chunk),
      close: () => writer.close(),
    }),
  };
}
