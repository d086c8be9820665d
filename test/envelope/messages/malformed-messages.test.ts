/**
 * Damaged messages: each is refused with an EnvelopeError, without a hang, and without content that is not
 * authenticated.
 */
import { expect } from 'chai';
import { concatBytes, encodeUint16, encodeUint32, type Bytes } from '../../../src/base/bytes.ts';
import { EnvelopeError } from '../../../src/envelope/envelope-error.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import type { SuiteId } from '../../../src/envelope/suites.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { byteStreamOf, pattern, streamOf } from '../streams.ts';
import { damagedMessages } from './damaged-messages.ts';
import { writeNonFramed } from './non-framed-writer.ts';

const FRAME = 64;
const SIZE = 4 * FRAME + 10;
const AES = { type: 'raw-aes', keyNamespace: 'tests', keyName: 'one', wrappingKey: pattern(32) } as const;
const SUITES: readonly SuiteId[] = [0x0014, 0x0146, 0x0178, 0x0214, 0x0378, 0x0478, 0x0578];

/** How a message arrives: at once, in pieces of a few bytes, and into the buffer that the reader brings. */
const INPUTS = {
  Blob: (message: Bytes) => new Blob([message]),
  'a stream of small pieces': (message: Bytes) => {
    const pieces: Bytes[] = [];
    for (let at = 0; at < message.length; at += 7) pieces.push(message.slice(at, at + 7));
    return streamOf(...pieces);
  },
  'a byte stream': (message: Bytes) => byteStreamOf(message, 5),
} as const;

describe('envelope: malformed messages', () => {
  const { encrypt, envelope } = createTestEnvelope();
  const content = pattern(SIZE);

  /** Reads to the end or the first error. Fails if content that is not that of the message was released. */
  async function read(input: Blob | ReadableStream<Uint8Array>) {
    const { stream, result } = envelope.decrypt(input, {
      keyrings: [AES],
      commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
    });
    const released: Uint8Array[] = [];
    let error: unknown;
    try {
      for await (const chunk of stream) released.push(chunk);
    } catch (thrown) {
      error = thrown;
    }
    const ended = await result.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(ended).to.equal(error);
    const bytes = concatBytes(...released);
    expect(bytes).to.deep.equal(content.slice(0, bytes.length));
    return { error, released: bytes.length };
  }

  async function expectRefused(name: string, message: Bytes, input: keyof typeof INPUTS) {
    const { error, released } = await read(INPUTS[input](message));
    const what = `${name}, as ${input}`;
    expect(error, what).to.be.instanceOf(EnvelopeError);
    expect((error as EnvelopeError).message, what).to.match(/^[A-Z].+\.$/s);
    // The last frame is released only when everything else was verified.
    expect(released, what).to.be.lessThan(SIZE);
  }

  const sources: Record<string, () => Promise<Bytes>> = Object.fromEntries([
    ...SUITES.map((suite) => [
      `suite 0x${suite.toString(16).padStart(4, '0')}`,
      () =>
        encrypt(content, {
          keyrings: [AES],
          suite,
          commitmentPolicy: suite < 0x0400 ? 'FORBID_ENCRYPT_ALLOW_DECRYPT' : 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
          frameLength: FRAME,
          encryptionContext: { purpose: 'test', more: '' },
        }),
    ]),
    ...([0x0178, 0x0478] as const).map((suite) => [
      `suite 0x${suite.toString(16).padStart(4, '0')}, non-framed`,
      () => writeNonFramed(suite, AES, content),
    ]),
  ]) as Record<string, () => Promise<Bytes>>;

  for (const [name, make] of Object.entries(sources)) {
    it(`${name}: is read undamaged`, async () => {
      for (const input of Object.values(INPUTS)) {
        const { error, released } = await read(input(await make()));
        expect(error).to.equal(undefined);
        expect(released).to.equal(SIZE);
      }
    });

    it(`${name}: each field cut, grown, flipped and set to its extremes, and each part moved, is refused`, async () => {
      const inputs = Object.keys(INPUTS) as (keyof typeof INPUTS)[];
      let count = 0;
      for (const { name: change, message } of damagedMessages(await make()))
        await expectRefused(change, message, inputs[count++ % inputs.length]!);
      expect(count).to.be.greaterThan(150);
    });

    it(`${name}: every truncation is refused`, async () => {
      const message = await make();
      for (let length = 0; length < message.length; length += 1 + (length % 3))
        await expectRefused(`cut to ${length} bytes`, message.slice(0, length), length % 2 ? 'Blob' : 'a byte stream');
    });
  }

  it('damaged plaintext streams end an encryption with their error', async () => {
    const failure = new Error('the source failed');
    for (const after of [0, 1, 3]) {
      let given = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (given++ === after) controller.error(failure);
          else controller.enqueue(pattern(FRAME));
        },
      });
      const { stream: output, result } = envelope.encrypt(stream, { keyrings: [AES], frameLength: FRAME });
      let error: unknown;
      try {
        for await (const chunk of output) void chunk;
      } catch (thrown) {
        error = thrown;
      }
      expect(error).to.equal(failure);
      expect(await result.catch((thrown: unknown) => thrown)).to.equal(failure);
    }
    const texts = new ReadableStream({ start: (controller) => controller.enqueue('text') });
    const { result, stream } = envelope.encrypt(texts as ReadableStream<Uint8Array>, { keyrings: [AES] });
    await stream.cancel().catch(() => undefined);
    expect(await result.catch((thrown: unknown) => thrown)).to.be.instanceOf(Error);
  });

  it('a header that names thousands of absent bytes is refused when the stream ends', async () => {
    const message = await sources['suite 0x0478']!();
    const { fields } = parseMessageLayout(message);
    for (const { name, offset, length } of fields.filter((field) => field.name.endsWith('length'))) {
      const largest = length === 2 ? encodeUint16(0xffff) : encodeUint32(0xffffffff);
      const changed = message.slice();
      changed.set(largest.subarray(0, length), offset);
      await expectRefused(`${name} at ${offset}`, changed, 'a stream of small pieces');
    }
  });
});
