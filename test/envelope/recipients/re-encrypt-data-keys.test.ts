import { expect } from 'chai';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { rejection } from '../streams.ts';

describe('envelope: ReEncrypt of stored data keys', () => {
  async function setUp(count: number) {
    const test = createTestEnvelope();
    const [from, to] = [await test.createKey(), await test.createKey()];
    const stored = [];
    for (let i = 0; i < count; i++) {
      const encryptionContext = { row: String(i) };
      const { CiphertextBlob, Plaintext } = await test
        .kms()
        .generateDataKey({ KeyId: from, KeySpec: 'AES_256', EncryptionContext: encryptionContext });
      stored.push({ ciphertextBlob: CiphertextBlob as Uint8Array, encryptionContext, plaintext: Plaintext });
    }
    const { reEncryptDataKeys } = await test.envelope.loadTools();
    return { ...test, from, to, stored, reEncryptDataKeys };
  }

  it('moves every data key to the other KMS key, in order, with progress', async () => {
    const { kms, to, stored, reEncryptDataKeys } = await setUp(20);
    const steps: number[] = [];
    const results = await reEncryptDataKeys(stored, {
      destinationKeyId: to,
      concurrency: 3,
      onProgress: ({ done, failed, total }) => {
        steps.push(done);
        expect([failed, total]).to.deep.equal([0, 20]);
      },
    });
    expect(steps).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const [index, result] of results.entries()) {
      if (!result.ok) throw result.error;
      expect(result.keyId).to.equal(to);
      const { encryptionContext, plaintext } = stored[index]!;
      const opened = await kms().decrypt({
        KeyId: to,
        CiphertextBlob: result.ciphertextBlob,
        EncryptionContext: encryptionContext,
      });
      expect(opened.Plaintext).to.deep.equal(plaintext);
    }
  });

  it('changes the encryption context if asked to', async () => {
    const { kms, to, stored, reEncryptDataKeys } = await setUp(1);
    const [result] = await reEncryptDataKeys(stored, {
      destinationKeyId: to,
      destinationEncryptionContext: { table: 'new' },
    });
    if (!result?.ok) throw new Error('It failed.');
    const input = { KeyId: to, CiphertextBlob: result.ciphertextBlob };
    const { Plaintext } = await kms().decrypt({ ...input, EncryptionContext: { table: 'new' } });
    expect(Plaintext).to.deep.equal(stored[0]!.plaintext);
  });

  it('reports a failed data key at its place, and goes on', async () => {
    const { to, stored, reEncryptDataKeys } = await setUp(3);
    const progress: number[] = [];
    const keys = [stored[0]!, { ...stored[1]!, encryptionContext: { row: 'wrong' } }, stored[2]!];
    const results = await reEncryptDataKeys(keys, {
      destinationKeyId: to,
      concurrency: 1,
      onProgress: ({ failed }) => progress.push(failed),
    });
    expect(results.map(({ ok }) => ok)).to.deep.equal([true, false, true]);
    expect(progress).to.deep.equal([0, 1, 1]);
    const [, failed] = results;
    expect(failed?.ok === false && (failed.error as Error).name).to.equal('InvalidCiphertextException');
  });

  it('ends when its signal aborts, and rejects invalid options', async () => {
    const { to, stored, reEncryptDataKeys } = await setUp(5);
    const controller = new AbortController();
    const error = await rejection(
      reEncryptDataKeys(stored, {
        destinationKeyId: to,
        concurrency: 1,
        signal: controller.signal,
        onProgress: ({ done }) => done === 2 && controller.abort(new Error('enough')),
      }),
    );
    expect(error.message).to.equal('enough');
    expect(await reEncryptDataKeys([], { destinationKeyId: to })).to.deep.equal([]);
    for (const options of [{ destinationKeyId: '' }, { destinationKeyId: to, concurrency: 0 }])
      expect(await rejection(reEncryptDataKeys(stored, options))).to.be.instanceOf(TypeError);
  });
});
