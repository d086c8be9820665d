import { expect } from 'chai';
import fc from 'fast-check';
import { concatBytes, encodeUint16, encodeUint32, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { EnvelopeError } from '../../src/envelope/envelope-error.ts';
import { parseMessageLayout } from '../../src/envelope/inspect.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { pattern, readAll, rejection, streamOf } from './streams.ts';

const FRAME = 4096;

describe('envelope: what is refused', () => {
  const kms = new FakeKms();
  const { encrypt, decrypt } = createEnvelope(kms.kmsFor);
  const seal = (bytes: Bytes, options: object = {}) =>
    readAll(
      encrypt(new Blob([bytes]), {
        keyIds: [keyArn(1)],
        frameLength: FRAME,
        encryptionContext: { purpose: 'test' },
        ...options,
      }).stream,
    );

  /** The bytes that were released before the error, and the error, which both the stream and the result must give. */
  async function refused(message: Bytes, options: object = {}, streamed = false) {
    const { stream, result } = decrypt(streamed ? streamOf(message) : new Blob([message]), options);
    let released = 0;
    const error = await rejection(
      (async () => {
        for await (const chunk of stream) released += chunk.length;
      })(),
    );
    expect(await rejection(result)).to.equal(error);
    return { error, released, code: error instanceof EnvelopeError ? error.code : error.name };
  }

  const changed = (message: Bytes, at: number, by: number): Bytes => {
    const other = message.slice();
    other[at] = (other[at] as number) ^ by;
    return other;
  };

  for (const suite of [0x0478, 0x0578] as const) {
    it(`any changed byte of a message of suite 0x0${suite.toString(16)}, and nothing of its last frame is released`, async () => {
      const message = await seal(encodeUtf8('attack at dawn'), { suite });
      for (let at = 0; at < message.length; at++) {
        const { released } = await refused(changed(message, at, 1 << (at % 8)));
        expect(released, `byte ${at}`).to.equal(0);
      }
      await fc.assert(
        fc.asyncProperty(
          fc.nat(message.length - 1),
          fc.integer({ min: 1, max: 255 }),
          fc.boolean(),
          async (at, by, streamed) => {
            expect((await refused(changed(message, at, by), {}, streamed)).released).to.equal(0);
          },
        ),
        { numRuns: 100 },
      );
    });

    it(`a message of suite 0x0${suite.toString(16)} that is cut off anywhere`, async () => {
      const message = await seal(encodeUtf8('attack at dawn'), { suite });
      for (let length = 0; length < message.length; length++) {
        const { code, released } = await refused(message.slice(0, length), {}, length % 2 === 0);
        expect(code, `${length} bytes`).to.equal('TruncatedMessage');
        expect(released).to.equal(0);
      }
    });

    it(`bytes behind a message of suite 0x0${suite.toString(16)}, its last frame withheld`, async () => {
      const message = await seal(pattern(2 * FRAME + 5), { suite });
      for (const streamed of [false, true]) {
        const { code, released } = await refused(concatBytes(message, Uint8Array.of(0)), {}, streamed);
        expect(code).to.equal('TrailingBytes');
        expect(released).to.equal(2 * FRAME);
      }
      expect((await refused(concatBytes(message, message))).code).to.equal('TrailingBytes');
    });
  }

  it('frames that are swapped, repeated, left out or of another message', async () => {
    const message = await seal(pattern(4 * FRAME + 9));
    const other = await seal(pattern(4 * FRAME + 9));
    const { frames, headerLength } = parseMessageLayout(message);
    const frame = (n: number, of = message) => of.slice(frames[n]!.offset, frames[n]!.offset + frames[n]!.length);
    const build = (...parts: Bytes[]) => concatBytes(message.slice(0, headerLength), ...parts);
    expect((await refused(build(frame(1), frame(0), frame(2), frame(3), frame(4)))).code).to.equal('FrameOrder');
    expect((await refused(build(frame(0), frame(0), frame(1), frame(2), frame(3), frame(4)))).code).to.equal(
      'FrameOrder',
    );
    const gap = await refused(build(frame(0), frame(1), frame(3), frame(4)));
    expect(gap.code).to.equal('FrameOrder');
    expect(gap.released).to.equal(2 * FRAME);
    expect((await refused(build(frame(0), frame(4)))).code).to.equal('FrameOrder');
    expect((await refused(build(frame(0), frame(1, other), frame(2), frame(3), frame(4)))).code).to.equal(
      'FrameAuthentication',
    );
    const renumbered = frame(1);
    renumbered.set(encodeUint32(1));
    expect((await refused(build(renumbered, frame(0), frame(2), frame(3), frame(4)))).code).to.equal(
      'FrameAuthentication',
    );
    expect((await refused(build(frame(0), frame(1), frame(2), frame(3)))).code).to.equal('TruncatedMessage');
  });

  it('a regular frame that is passed off as the final one, and a final frame longer than frames are', async () => {
    const message = await seal(pattern(2 * FRAME));
    const { frames, headerLength } = parseMessageLayout(message);
    const first = frames[0]!;
    const asFinal = concatBytes(
      message.slice(0, headerLength),
      encodeUint32(0xffffffff),
      message.slice(first.offset, first.offset + 16),
      encodeUint32(FRAME),
      message.slice(first.contentOffset, first.offset + first.length),
    );
    expect((await refused(asFinal)).code).to.equal('FrameAuthentication');
    const final = frames[1]!;
    const longer = message.slice();
    longer.set(encodeUint32(FRAME + 1), final.contentOffset - 4);
    expect((await refused(longer)).code).to.equal('MalformedMessage');
  });

  it('a signed message whose signature is by another key, or over another message', async () => {
    const [a, b] = [await seal(pattern(50), { suite: 0x0578 }), await seal(pattern(50), { suite: 0x0578 })];
    const end = ({ frames }: ReturnType<typeof parseMessageLayout>) => frames.at(-1)!.offset + frames.at(-1)!.length;
    const grafted = concatBytes(a.slice(0, end(parseMessageLayout(a))), b.slice(end(parseMessageLayout(b))));
    expect(await refused(grafted)).to.include({ code: 'InvalidSignature', released: 0 });
  });

  it('another encryption context than expected, before KMS is asked', async () => {
    const message = await seal(pattern(9), { encryptionContext: { purpose: 'test', tenant: '7' } });
    kms.calls.length = 0;
    for (const encryptionContext of [{ purpose: 'other' }, { purpose: 'test', more: 'x' }, { toString: 'x' }]) {
      expect((await refused(message, { encryptionContext })).code).to.equal('EncryptionContextMismatch');
    }
    expect(kms.calls).to.deep.equal([]);
    expect(await readAll(decrypt(new Blob([message]), { encryptionContext: { tenant: '7' } }).stream)).to.deep.equal(
      pattern(9),
    );
  });

  it('a changed encryption context, by the error of KMS', async () => {
    const message = await seal(pattern(9));
    const at = new TextDecoder('latin1').decode(message).indexOf('test');
    expect((await refused(changed(message, at, 1))).code).to.equal('InvalidCiphertextException');
  });

  it('a data key that the header does not commit to, before anything is decrypted', async () => {
    const context = { purpose: 'test' };
    const [message, other] = [await seal(pattern(9)), await seal(pattern(9))];
    const blob = (sealed: Bytes) =>
      parseMessageLayout(sealed).fields.find(({ name }) => name === 'encrypted data key')!;
    const swapped = message.slice();
    const [to, from] = [blob(message), blob(other)];
    swapped.set(other.subarray(from.offset, from.offset + from.length), to.offset);
    expect((await refused(swapped)).code).to.equal('CommitmentMismatch');
    const own = message.slice();
    own.set(await kms.wrap(keyArn(1), pattern(32), context), to.offset);
    expect((await refused(own)).code).to.equal('CommitmentMismatch');
  });

  it('a data key of a key whose ARN is damaged anywhere', async () => {
    const message = await seal(pattern(9));
    const arn = new TextEncoder().encode(keyArn(1));
    const at = message.findIndex((_, index) => arn.every((byte, i) => message[index + i] === byte));
    expect(at).to.be.greaterThan(0);
    for (let index = 0; index < arn.length; index++) {
      const damaged = message.slice();
      damaged[at + index] = ','.charCodeAt(0);
      const error: unknown = await readAll(decrypt(new Blob([damaged])).stream).catch((thrown: unknown) => thrown);
      expect(error, `byte ${index}`).not.to.be.instanceOf(TypeError);
      expect((error as Error).name, `byte ${index}`).not.to.equal('RangeError');
    }
    const region = message.slice();
    region[at + new TextEncoder().encode('arn:aws:kms:us').length] = ','.charCodeAt(0);
    expect((await refused(region)).code).to.equal('NoUsableKey');
  });

  it('more encrypted data keys than allowed', async () => {
    const message = await seal(pattern(9), { keyIds: [keyArn(1), keyArn(2), keyArn(3)] });
    expect((await refused(message, { maxEncryptedDataKeys: 2 })).code).to.equal('TooManyEncryptedDataKeys');
    expect(await readAll(decrypt(new Blob([message]), { maxEncryptedDataKeys: 3 }).stream)).to.deep.equal(pattern(9));
  });

  it('hostile lengths, without making room for them', async () => {
    const message = await seal(pattern(9));
    const { fields } = parseMessageLayout(message);
    const field = (name: string) => fields.find((one) => one.name === name)!;
    const put = (name: string, bytes: Uint8Array) => {
      const other = message.slice();
      other.set(bytes, field(name).offset);
      return other;
    };
    expect((await refused(put('frame length', encodeUint32(0xffffffff)))).code).to.equal('HeaderAuthentication');
    expect((await refused(put('frame length', encodeUint32(0)))).code).to.equal('MalformedMessage');
    expect((await refused(put('encryption context length', encodeUint16(0xffff)))).code).to.equal('MalformedMessage');
    expect((await refused(put('context value length', encodeUint16(0xffff)))).code).to.equal('TruncatedMessage');
    expect((await refused(put('data key count', encodeUint16(0)))).code).to.equal('MalformedMessage');
    expect((await refused(put('content type', Uint8Array.of(3)))).code).to.equal('UnsupportedMessage');
    expect((await refused(put('algorithm suite id', encodeUint16(0x0999)))).code).to.equal('UnsupportedMessage');
    expect((await refused(put('algorithm suite id', encodeUint16(0x0178)))).code).to.equal('MalformedMessage');
    expect((await refused(put('context key', Uint8Array.of(0xff)))).code).to.equal('MalformedMessage');

    // 65535 data keys of 65535 bytes each would be 4 GiB of header.
    const endless = concatBytes(message.slice(0, field('data key count').offset), encodeUint16(0xffff));
    const entry = concatBytes(
      encodeUint16(1),
      encodeUtf8('a'),
      encodeUint16(0),
      encodeUint16(0xffff),
      new Uint8Array(0xffff),
    );
    let given = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(given++ === 0 ? endless : entry),
    });
    expect((await rejection(readAll(decrypt(stream).stream))).code).to.equal('LimitExceeded');
    expect(given).to.be.below(520);
  });

  it('anything that is no message, by a sentence that says so (property)', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { error, code } = await refused(Uint8Array.from(bytes), {
          commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT',
        });
        expect(code).to.be.oneOf(['TruncatedMessage', 'MalformedMessage', 'UnsupportedMessage']);
        expect(error.message).to.match(/^[A-Z].+\.$/);
      }),
      { numRuns: 200 },
    ));

  it('encryption contexts that cannot be written', () => {
    const context = (encryptionContext: Record<string, string>) => () =>
      encrypt(new Blob(), { keyIds: ['a'], encryptionContext });
    expect(context({ 'aws-crypto-public-key': 'x' })).to.throw(EnvelopeError, /reserved/);
    expect(context({ a: 'x'.repeat(65535) })).to.throw(EnvelopeError, /maximum is 65535 bytes/);
    expect(context({ a: '\ud800' })).to.throw(EnvelopeError, /Unicode/);
    expect(context({ a: 1 as unknown as string })).to.throw(EnvelopeError, /string/);
  });

  it('takes an encryption context of 65535 bytes, and no byte more', async () => {
    const encryptionContext = { k: 'v'.repeat(65535 - 2 - 4 - 1) };
    const message = await seal(pattern(9), { encryptionContext });
    expect(await readAll(decrypt(new Blob([message]), { encryptionContext }).stream)).to.deep.equal(pattern(9));
    expect(() => encrypt(new Blob(), { keyIds: ['a'], encryptionContext: { k: `${encryptionContext.k}v` } })).to.throw(
      EnvelopeError,
      /65536/,
    );
  });
});
