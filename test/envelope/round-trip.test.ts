import { expect } from 'chai';
import fc from 'fast-check';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { encodeUtf8 } from '../../src/base/bytes.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { byteStreamOf, pattern, readAll, streamOf } from './streams.ts';

const KIB = 1024;
const FRAME = 4 * KIB;
const SUITES = [0x0478, 0x0578] as const;

describe('envelope: round trips', () => {
  const kms = new FakeKms();
  const envelope = createEnvelope(kms.kmsFor);

  const seal = async (bytes: Uint8Array<ArrayBuffer>, options: object = {}) =>
    readAll(envelope.encrypt(new Blob([bytes]), { keyIds: [keyArn(1)], frameLength: FRAME, ...options }).stream);

  for (const suite of SUITES) {
    for (const size of [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 7, 20 * FRAME + 1]) {
      it(`suite 0x0${suite.toString(16)}, ${size} bytes, from Blob and stream`, async () => {
        const plaintext = pattern(size);
        const sealed = await seal(plaintext, { suite });
        expect(await readAll(envelope.decrypt(new Blob([sealed])).stream)).to.deep.equal(plaintext);
        expect(await readAll(envelope.decrypt(streamOf(sealed)).stream)).to.deep.equal(plaintext);
        const streamed = await readAll(
          envelope.encrypt(streamOf(plaintext), { keyIds: [keyArn(1)], suite, frameLength: FRAME }).stream,
        );
        expect(streamed.length).to.be.within(sealed.length - 4, sealed.length + 4);
        expect(await readAll(envelope.decrypt(new Blob([streamed])).stream)).to.deep.equal(plaintext);
      });
    }
  }

  for (const step of [1, 15, FRAME - 1, FRAME + 32, 5 * FRAME]) {
    it(`takes streams of bytes that give ${step} at a time`, async () => {
      const plaintext = pattern(step === 1 ? 100 : 3 * FRAME + 7);
      const encrypting = envelope.encrypt(byteStreamOf(plaintext, step), { keyIds: [keyArn(1)], frameLength: FRAME });
      const sealed = await readAll(encrypting.stream);
      expect(await encrypting.result).to.include({ bytesIn: plaintext.length, bytesOut: sealed.length });
      const decrypting = envelope.decrypt(byteStreamOf(sealed, step));
      expect(await readAll(decrypting.stream)).to.deep.equal(plaintext);
      expect(await decrypting.result).to.include({ bytesIn: sealed.length, bytesOut: plaintext.length });
    });
  }

  for (const frameLength of [4 * KIB, 64 * KIB, 100_003, 256 * KIB, 1024 * KIB]) {
    it(`frames of ${frameLength} bytes`, async () => {
      const plaintext = pattern(2_500_000);
      const sealed = await seal(plaintext, { frameLength });
      const { stream, result } = envelope.decrypt(new Blob([sealed]));
      const chunks: number[] = [];
      for await (const chunk of stream) chunks.push(chunk.length);
      expect(chunks.slice(0, -1).every((length) => length === frameLength)).to.equal(true);
      expect((await result).header.frameLength).to.equal(frameLength);
      expect(await readAll(envelope.decrypt(streamOf(sealed)).stream)).to.deep.equal(plaintext);
    });
  }

  it('refuses frame lengths outside 1 to 4,294,967,295, suites without key commitment, no keys and other inputs as TypeError', () => {
    const blob = new Blob();
    for (const frameLength of [0, -1, 2 ** 32, 5000.5, NaN]) {
      expect(() => envelope.encrypt(blob, { keyIds: ['a'], frameLength })).to.throw(TypeError, /frameLength/);
    }
    expect(() => envelope.encrypt(blob, { keyIds: ['a'], suite: 0x0178 as 0x0478 })).to.throw(TypeError, /Suite/);
    expect(() => envelope.encrypt(blob, { keyIds: [] })).to.throw(TypeError, /keyIds/);
    expect(() => envelope.encrypt(blob, { keyIds: ['a', ''] })).to.throw(TypeError, /keyIds/);
    expect(() => envelope.encrypt(new Uint8Array(3) as unknown as Blob, { keyIds: ['a'] })).to.throw(TypeError, /Blob/);
    expect(() => envelope.decrypt(blob, { maxEncryptedDataKeys: 0 })).to.throw(TypeError, /maxEncryptedDataKeys/);
    expect(() => envelope.decrypt(blob, { commitmentPolicy: 'NONE' as 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' })).to.throw(
      TypeError,
      /commitmentPolicy/,
    );
  });

  it('takes streams in chunks of any size (property)', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 * FRAME }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 2 * FRAME }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...SUITES),
        async (sizes, cuts, suite) => {
          const plaintext = pattern(sizes.reduce((a, b) => a + b, 0));
          let at = 0;
          const chunks = sizes.map((size) => plaintext.subarray(at, (at += size)));
          const sealed = await readAll(
            envelope.encrypt(streamOf(...chunks), { keyIds: [keyArn(1)], suite, frameLength: FRAME }).stream,
          );
          const pieces: Uint8Array[] = [];
          for (let i = 0, from = 0; from < sealed.length; i++) {
            const to = from + (cuts[i % cuts.length] as number);
            pieces.push(sealed.subarray(from, to));
            from = to;
          }
          expect(await readAll(envelope.decrypt(streamOf(...pieces)).stream)).to.deep.equal(plaintext);
          expect(plaintext).to.deep.equal(pattern(plaintext.length), "the caller's bytes are as they were");
          expect(plaintext.buffer.detached).to.equal(false);
        },
      ),
      { numRuns: 40 },
    ));

  it('keeps any encryption context (property)', () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ unit: 'grapheme', maxLength: 20 }).filter((key) => !key.startsWith('aws-crypto-')),
          fc.string({ unit: 'grapheme', maxLength: 20 }),
          { maxKeys: 6 },
        ),
        async (encryptionContext) => {
          const sealed = await seal(encodeUtf8('text'), { encryptionContext });
          const { stream, result } = envelope.decrypt(new Blob([sealed]), { encryptionContext });
          expect(await readAll(stream)).to.deep.equal(encodeUtf8('text'));
          expect(Object.entries((await result).header.encryptionContext).sort()).to.deep.equal(
            Object.entries(encryptionContext).sort(),
          );
        },
      ),
      { numRuns: 40 },
    ));

  it('gives header, bytes in and bytes out', async () => {
    const encrypting = envelope.encrypt(new Blob([pattern(10_000)]), {
      keyIds: [keyArn(1)],
      frameLength: FRAME,
      encryptionContext: { a: 'b' },
    });
    const sealed = await readAll(encrypting.stream);
    const made = await encrypting.result;
    expect({ in: made.bytesIn, out: made.bytesOut }).to.deep.equal({ in: 10_000, out: sealed.length });
    const decrypting = envelope.decrypt(new Blob([sealed]));
    await readAll(decrypting.stream);
    const read = await decrypting.result;
    expect({ in: read.bytesIn, out: read.bytesOut }).to.deep.equal({ in: sealed.length, out: 10_000 });
    expect({ ...read.header, encryptionContext: { ...read.header.encryptionContext } }).to.deep.equal({
      ...made.header,
    });
    expect(read.header.suite.name).to.equal('AES_256_GCM_HKDF_SHA512_COMMIT_KEY');
  });

  it('reports progress in bytes, rising to the whole', async () => {
    const steps: { bytesIn: number; bytesOut: number; totalBytesIn?: number }[] = [];
    const sealed = await seal(pattern(5 * FRAME), {
      onProgress: (progress: (typeof steps)[0]) => steps.push(progress),
    });
    expect(steps.at(-1)).to.deep.equal({ bytesIn: 5 * FRAME, bytesOut: sealed.length, totalBytesIn: 5 * FRAME });
    expect(steps.map(({ bytesIn }) => bytesIn)).to.deep.equal([0, 1, 2, 3, 4, 5].map((frames) => frames * FRAME));
    const reading: typeof steps = [];
    await readAll(envelope.decrypt(streamOf(sealed), { onProgress: (progress) => reading.push(progress) }).stream);
    expect(reading.at(-1)).to.deep.equal({ bytesIn: sealed.length, bytesOut: 5 * FRAME });
  });

  it('gives every message another id and another key', async () => {
    const [a, b] = [await seal(pattern(100)), await seal(pattern(100))];
    expect(a.subarray(3, 35)).not.to.deep.equal(b.subarray(3, 35));
    expect(a.subarray(-100)).not.to.deep.equal(b.subarray(-100));
  });

  it('overwrites the data keys that KMS handed out', async () => {
    const world = new FakeKms();
    const { encrypt, decrypt } = createEnvelope(world.kmsFor);
    const sealed = await readAll(encrypt(new Blob(['x']), { keyIds: [keyArn(1), keyArn(2)] }).stream);
    await readAll(decrypt(new Blob([sealed])).stream);
    expect(world.handedOut).to.have.length(2);
    expect(world.handedOut.every((key) => key.length === 32 && key.every((byte) => byte === 0))).to.equal(true);
  });
});
