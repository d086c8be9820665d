import { expect } from 'chai';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FrameBudget } from '../../src/envelope/frame-budget.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { pattern, readAll, rejection } from './streams.ts';

const MIB = 2 ** 20;
const FRAME = 4096;

describe('envelope: streaming', () => {
  const kms = new FakeKms();
  const { encrypt, decrypt } = createEnvelope(kms.kmsFor);
  const keyIds = [keyArn(1)];
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  const unhandled: unknown[] = [];
  const note = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    unhandled.push(event.reason);
  };
  before(() => addEventListener('unhandledrejection', note));
  after(() => removeEventListener('unhandledrejection', note));
  afterEach(async () => {
    await settled();
    expect(unhandled.splice(0), 'unhandled rejections').to.deep.equal([]);
  });

  /** A source without end that counts what is pulled from it and keeps why it was cancelled. */
  function endless(chunk = FRAME) {
    const seen = { pulled: 0, cancelled: undefined as unknown };
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        seen.pulled += chunk;
        controller.enqueue(new Uint8Array(chunk));
      },
      cancel: (reason) => void (seen.cancelled = reason),
    });
    return { seen, stream };
  }

  describe('memory', () => {
    const originals = { blob: Blob.prototype.arrayBuffer, bytes: Blob.prototype.bytes, text: Blob.prototype.text };
    before(() => {
      const whole = <T>(original: () => Promise<T>) =>
        function (this: Blob) {
          if (this.size > 4 * MIB) throw new Error(`A Blob of ${this.size} bytes is read whole.`);
          return original.call(this);
        };
      Blob.prototype.arrayBuffer = whole(originals.blob);
      Blob.prototype.bytes = whole(originals.bytes);
      Blob.prototype.text = whole(originals.text);
    });
    after(() => {
      Blob.prototype.arrayBuffer = originals.blob;
      Blob.prototype.bytes = originals.bytes;
      Blob.prototype.text = originals.text;
    });

    it('50 MiB go both ways in Blobs that are never read whole, with at most 8 frames alive', async () => {
      const part = pattern(MIB);
      const file = new Blob(Array.from({ length: 50 }, () => part));
      const budget = new FrameBudget();
      const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
        const parts: Blob[] = [];
        for await (const chunk of stream) {
          expect(budget.framesAlive).to.be.at.most(8);
          parts.push(new Blob([chunk]));
        }
        return new Blob(parts);
      };
      const sealed = await collect(encrypt(file, { keyIds, budget }).stream);
      expect(sealed.size).to.be.above(50 * MIB);
      const { stream, result } = decrypt(sealed, { budget });
      const opened = await collect(stream);
      expect(opened.size).to.equal(50 * MIB);
      for (let at = 0; at < opened.size; at += MIB) {
        const same = new Uint8Array(await opened.slice(at, at + MIB).arrayBuffer()).every(
          (byte, i) => byte === part[i],
        );
        expect(same, `MiB at ${at}`).to.equal(true);
      }
      expect((await result).bytesOut).to.equal(50 * MIB);
      expect(budget.peak).to.be.within(2, 8);
      expect(budget.framesAlive).to.equal(0);
    });

    it('(the patch does throw)', () => {
      expect(() => new Blob([new Uint8Array(4 * MIB + 1)]).arrayBuffer()).to.throw('read whole');
    });
  });

  it('reads a small Blob into a buffer of its size, and a large one into 1 MiB', async () => {
    /** Keeps the largest room that its reader brings. */
    class ObservedBlob extends Blob {
      largestRoom = 0;
      readonly #bytes: Uint8Array;

      constructor(bytes: Uint8Array<ArrayBuffer>) {
        super([bytes]);
        this.#bytes = bytes;
      }

      override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
        let at = 0;
        return new ReadableStream({
          type: 'bytes',
          pull: (controller) => {
            const { byobRequest } = controller;
            if (!byobRequest?.view) throw new TypeError('The reader must bring its memory.');
            const { buffer, byteOffset, byteLength } = byobRequest.view;
            this.largestRoom = Math.max(this.largestRoom, byteLength);
            const part = this.#bytes.subarray(at, at + byteLength);
            at += part.length;
            if (part.length === 0) controller.close();
            new Uint8Array(buffer, byteOffset).set(part);
            byobRequest.respond(part.length);
          },
        });
      }
    }
    const small = new ObservedBlob(pattern(1000));
    const large = new ObservedBlob(pattern(3 * MIB));
    const empty = new ObservedBlob(pattern(0));
    for (const blob of [small, large, empty]) {
      const message = new ObservedBlob(await readAll(encrypt(blob, { keyIds }).stream));
      expect(await readAll(decrypt(message).stream)).to.deep.equal(pattern(blob.size));
      expect(message.largestRoom).to.equal(Math.min(message.size + 1, MIB));
    }
    expect([small, large, empty].map(({ largestRoom }) => largestRoom)).to.deep.equal([1001, MIB, 1]);
  });

  it('reads its source no further than its output is read', async () => {
    const { seen, stream } = endless();
    const { stream: output, result } = encrypt(stream, { keyIds, frameLength: FRAME });
    await settled();
    // 8 frames, the look ahead for the end, and one chunk in the source's own queue.
    expect(seen.pulled).to.be.at.most(10 * FRAME);
    const reader = output.getReader();
    for (let i = 0; i < 21; i++) await reader.read();
    await settled();
    expect(seen.pulled).to.be.within(20 * FRAME, 30 * FRAME);
    await reader.cancel('enough');
    expect(seen.cancelled).to.equal('enough');
    expect((await rejection(result)).name).to.equal('AbortError');
  });

  it('gives out frames that are ready while its source keeps it waiting', async () => {
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const source = new ReadableStream<Uint8Array>({ start: (it) => void (controller = it) });
    const reader = encrypt(source, { keyIds, frameLength: FRAME }).stream.getReader();
    /**
     * The lengths of the next chunks: of a header, or of what stands before the content of a frame, and of the content.
     */
    const lengths = async (count: number) => {
      const seen: (number | undefined)[] = [];
      while (seen.length < count) seen.push((await reader.read()).value?.length);
      return seen;
    };
    controller.enqueue(pattern(FRAME + 1));
    expect((await lengths(3)).slice(1)).to.deep.equal([16, FRAME + 16]);
    controller.close();
    expect(await lengths(3)).to.deep.equal([24, 1 + 16, undefined]);
  });

  for (const [name, start] of [
    [
      'encrypting',
      (stream: ReadableStream<Uint8Array>, options: object) =>
        encrypt(stream, { keyIds, frameLength: FRAME, ...options }),
    ],
    ['decrypting', (stream: ReadableStream<Uint8Array>, options: object) => decrypt(stream, options)],
  ] as const) {
    /** A source for that direction which goes on for long. */
    const long = async () => {
      if (name === 'encrypting') return endless();
      const message = await readAll(encrypt(new Blob([pattern(MIB)]), { keyIds, frameLength: FRAME }).stream);
      const seen = { cancelled: undefined as unknown };
      let at = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(message.slice(at, (at += 1000))),
        cancel: (reason) => void (seen.cancelled = reason),
      });
      return { seen, stream };
    };

    it(`${name} ends by its signal: stream and result reject, the source is cancelled, no frame stays alive`, async () => {
      const { seen, stream } = await long();
      const abort = new AbortController();
      const budget = new FrameBudget();
      const operation = start(stream, { signal: abort.signal, budget });
      const reader = operation.stream.getReader();
      for (let i = 0; i < 3; i++) await reader.read();
      abort.abort();
      expect((await rejection(reader.read())).name).to.equal('AbortError');
      expect((await rejection(operation.result)).name).to.equal('AbortError');
      await settled();
      expect(seen.cancelled).to.have.property('name', 'AbortError');
      expect(budget.framesAlive).to.equal(0);
    });

    it(`${name} ends by cancelling its stream: the source is told why, the result rejects, no frame stays alive`, async () => {
      const { seen, stream } = await long();
      const budget = new FrameBudget();
      const operation = start(stream, { budget });
      const reader = operation.stream.getReader();
      for (let i = 0; i < 3; i++) await reader.read();
      await reader.cancel('no more');
      expect((await rejection(operation.result)).name).to.equal('AbortError');
      expect(seen.cancelled).to.equal('no more');
      expect(budget.framesAlive).to.equal(0);
    });

    it(`${name} does not begin when its signal was aborted before`, async () => {
      const { seen, stream } = await long();
      kms.calls.length = 0;
      const operation = start(stream, { signal: AbortSignal.abort() });
      expect((await rejection(readAll(operation.stream))).name).to.equal('AbortError');
      expect((await rejection(operation.result)).name).to.equal('AbortError');
      expect(seen.cancelled).to.have.property('name', 'AbortError');
      expect(kms.calls).to.deep.equal([]);
    });

    it(`${name} passes on the error of its source, and one that onProgress throws`, async () => {
      const mine = new Error('mine');
      const failing = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(mine) });
      const first = start(failing, {});
      expect(await rejection(readAll(first.stream))).to.equal(mine);
      expect(await rejection(first.result)).to.equal(mine);
      const { seen, stream } = await long();
      const second = start(stream, {
        onProgress() {
          throw mine;
        },
      });
      expect(await rejection(readAll(second.stream))).to.equal(mine);
      expect(seen.cancelled).to.equal(mine);
    });

    it(`${name} refuses chunks that are no bytes`, async () => {
      const stream = new ReadableStream({ start: (controller) => controller.enqueue('text') });
      expect(await rejection(readAll(start(stream as ReadableStream<Uint8Array>, {}).stream))).to.be.instanceOf(
        TypeError,
      );
    });
  }

  it('shares one budget among operations', async () => {
    const budget = new FrameBudget(3);
    const both = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        readAll(encrypt(new Blob([pattern(n * 10 * FRAME)]), { keyIds, frameLength: FRAME, budget }).stream),
      ),
    );
    expect(both.map(({ length }) => length > 10 * FRAME)).to.deep.equal([true, true, true, true]);
    expect(budget.peak).to.equal(3);
    expect(budget.framesAlive).to.equal(0);
  });

  it('leaves the bytes of its caller as they are', async () => {
    const mine = pattern(3 * FRAME);
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(mine);
        controller.close();
      },
    });
    await readAll(encrypt(source, { keyIds, frameLength: FRAME }).stream);
    expect(mine).to.deep.equal(pattern(3 * FRAME));
    expect(mine.buffer.detached).to.equal(false);
  });

  it('runs in a pipe, into a stream that is slow', async () => {
    const chunks: Uint8Array[] = [];
    const slow = new WritableStream<Uint8Array>({
      async write(chunk) {
        await Promise.resolve();
        chunks.push(chunk);
      },
    });
    const { stream } = encrypt(new Blob([pattern(9 * FRAME)]), { keyIds, frameLength: FRAME });
    await decrypt(stream).stream.pipeTo(slow);
    expect(await readAll(new Blob(chunks as BlobPart[]).stream())).to.deep.equal(pattern(9 * FRAME));
  });
});
