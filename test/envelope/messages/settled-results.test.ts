import { describe, expect, it } from 'vitest';
import type { EnvelopeOperation, EnvelopeTransform } from '../../../src/envelope/envelope.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import type { OperationOptions } from '../../../src/envelope/frame-stream.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, rejection } from '../streams.ts';

const FRAME = 1024;
/** More frames than an operation holds, so that it waits for its reader. */
const CONTENT = pattern(40 * FRAME);

const { envelope, encrypt, createKey } = createTestEnvelope();
const keyIds = [await createKey()];
const MISSING_KEY = 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000';

interface Direction {
  readonly name: string;
  /** What is written. */
  readonly input: Uint8Array<ArrayBuffer>;
  transform(options?: object): EnvelopeTransform;
  start(input: ReadableStream<Uint8Array>, options?: object): EnvelopeOperation;
}

const directions: Direction[] = [];
for (const suite of [0x0478, 0x0578] as const) {
  const kind = suite === 0x0578 ? 'signed' : 'unsigned';
  const options = { keyIds, suite, frameLength: FRAME };
  directions.push(
    {
      name: `${kind} encrypt`,
      input: CONTENT,
      transform: (more) => envelope.encryptTransform({ ...options, ...more }),
      start: (input, more) => envelope.encrypt(input, { ...options, ...more }),
    },
    {
      name: `${kind} decrypt`,
      input: await encrypt(CONTENT, options),
      transform: (more) => envelope.decryptTransform({ ...more }),
      start: (input, more) => envelope.decrypt(input, { ...more }),
    },
  );
}

/** Lets the operation run until it waits: for its input or its reader. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Writes all of `input`, in the background: the operation takes only what it has room for. */
function write({ writable }: EnvelopeTransform, input: Uint8Array): WritableStreamDefaultWriter<Uint8Array> {
  const writer = writable.getWriter();
  for (let at = 0; at < input.length; at += FRAME)
    void writer.write(input.slice(at, at + FRAME)).catch(() => undefined);
  return writer;
}

// An unhandled rejection fails the run, so no test looks for one.
for (const { name, input, transform, start } of directions) {
  describe(`the result of ${name}, whose output is not read`, () => {
    const reason = new Error('mine');

    it('rejects when the writer aborts before it writes', async () => {
      const operation = transform();
      await operation.writable.abort(reason);
      expect(await rejection(operation.result)).toBe(reason);
    });

    it('rejects when the writer aborts after the operation is full', async () => {
      const operation = transform();
      const writer = write(operation, input);
      await settle();
      await writer.abort(reason);
      expect(await rejection(operation.result)).toBe(reason);
      expect(await rejection(writer.closed)).toBe(reason);
    });

    it('rejects when a piped source fails', async () => {
      const source = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(input.slice(0, FRAME)),
        pull: (controller) => controller.error(reason),
      });
      const operation = transform();
      await rejection(source.pipeTo(operation.writable));
      expect(await rejection(operation.result)).toBe(reason);
    });

    it('rejects when the source fails, at once and after the operation is full', async () => {
      for (const bytes of [input.slice(0, 1), input]) {
        let control: ReadableStreamDefaultController<Uint8Array> | undefined;
        const source = new ReadableStream<Uint8Array>({ start: (controller) => void (control = controller) });
        const { result } = start(source);
        control?.enqueue(bytes.slice());
        await settle();
        control?.error(reason);
        expect(await rejection(result), `${bytes.length} bytes`).toBe(reason);
      }
    });

    it('rejects when the readable side is canceled, and so do writes', async () => {
      const operation = transform();
      const writer = write(operation, input);
      await settle();
      await operation.readable.cancel(reason);
      expect(await rejection(operation.result)).toHaveProperty('name', 'AbortError');
      await rejection(writer.write(input.slice(0, 1)));
    });

    it('rejects with the reason of its signal, aborted before or while it runs', async () => {
      for (const when of ['before', 'while']) {
        const abort = new AbortController();
        if (when === 'before') abort.abort(reason);
        const operation = transform({ signal: abort.signal } satisfies OperationOptions);
        const writer = write(operation, input);
        await settle();
        abort.abort(reason);
        expect(await rejection(operation.result), when).toBe(reason);
        await rejection(writer.closed);
      }
    });

    it('rejects when the operation fails before its first output', async () => {
      const operation = transform({ keyIds: [MISSING_KEY] });
      write(operation, input);
      expect((await rejection(operation.result)).name).toMatch(/NotFoundException|EnvelopeError/);
    });

    it('rejects with the error of onProgress, also of an async one, once it is read', async () => {
      const sync = () => {
        throw reason;
      };
      for (const onProgress of [sync, async () => sync()]) {
        const operation = transform({ onProgress });
        write(operation, input);
        const reader = operation.readable.getReader();
        const read = async () => {
          for (;;) await reader.read();
        };
        expect(await rejection(read())).toBe(reason);
        expect(await rejection(operation.result)).toBe(reason);
      }
    });

    it('stays pending while nothing fails', async () => {
      const operation = transform();
      write(operation, input);
      const pending = Symbol('pending');
      const first = await Promise.race([operation.result, settle().then(() => pending)]);
      expect(first).toBe(pending);
      await operation.readable.cancel();
    });
  });
}

describe('the result of decrypt, whose output is not read', () => {
  for (const { name, input, start } of directions.filter((one) => one.name.endsWith('decrypt'))) {
    const { frames } = parseMessageLayout(input);
    const third = frames[2]?.contentOffset ?? 0;
    const cases = { FrameAuthentication: input.slice(), TruncatedMessage: input.slice(0, third) };
    cases.FrameAuthentication[third] = 1 ^ (input[third] as number);
    for (const [code, message] of Object.entries(cases))
      it(`rejects with ${code} of ${name}, and the stream gives the frames before it`, async () => {
        const { stream, result } = start(new Blob([message]).stream());
        const error = await rejection(result);
        expect(error).toHaveProperty('code', code);
        let released = 0;
        const read = async () => {
          for await (const chunk of stream) released += chunk.length;
        };
        expect(await rejection(read())).toBe(error);
        expect(released).toBe(2 * FRAME);
      });
  }
});
