import { expect } from 'chai';
import { toHex } from '../../src/base/hex.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { Random } from '../../src/model/ports.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';
import { createSystemRandom } from '../../src/worker/pooled-random.ts';

describe('system randomness', () => {
  it('gives as many bytes as asked for, over a buffer of their own', () => {
    const random = createSystemRandom();
    for (const draw of [random.bytes, random.publicBytes]) {
      for (const length of [0, 1, 12, 16, 17, 32, 1024]) {
        const bytes = draw(length);
        expect(bytes.length).to.equal(length);
        expect(bytes.buffer.byteLength).to.equal(length);
      }
    }
  });

  it('never gives the same bytes again, over many draws of the pool', () => {
    const random = createSystemRandom();
    const seen = new Set(
      Array.from({ length: 5000 }, (_, index) => toHex(random.publicBytes(index % 2 === 0 ? 12 : 16))),
    );
    expect(seen.size).to.equal(5000);
    expect([...seen].filter((text) => /^(00){12}/.test(text))).to.deep.equal([]);
  });

  it('draws each secret from the system by itself, and public bytes in bulk', () => {
    const drawn: number[] = [];
    Object.defineProperty(crypto, 'getRandomValues', {
      configurable: true,
      value(array: Uint8Array<ArrayBuffer>) {
        drawn.push(array.length);
        return Crypto.prototype.getRandomValues.call(crypto, array);
      },
    });
    try {
      const random = createSystemRandom();
      random.publicBytes(16);
      drawn.length = 0;
      for (const length of [1, 12, 16, 17, 32]) {
        random.bytes(length);
        random.publicBytes(12);
      }
      expect(drawn).to.deep.equal([1, 12, 16, 17, 32]);
    } finally {
      Reflect.deleteProperty(crypto, 'getRandomValues');
    }
  });

  it('serves data keys and random answers of every length from what is drawn for them alone', async () => {
    const system = createSystemRandom();
    const secrets: string[] = [];
    const random: Random = {
      bytes(length) {
        const bytes = system.bytes(length);
        secrets.push(toHex(bytes));
        return bytes;
      },
      publicBytes: system.publicBytes,
    };
    const host = createHost({
      openStorage: () =>
        Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'memory', reason: 'a test' } }),
      random,
    });
    const ok = async <N extends OperationName>(operation: N, input: InputOf<N>) => {
      const reply = await host.call('default', { operation, input, region: 'us-east-1' });
      if (!reply.ok) throw new Error(reply.error.name);
      return reply.output as { Plaintext?: Uint8Array; KeyMetadata?: { KeyId?: string } };
    };
    const KeyId = (await ok('CreateKey', {})).KeyMetadata?.KeyId;
    const answers = [
      await ok('GenerateDataKey', { KeyId, KeySpec: 'AES_128' }),
      await ok('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
      await ok('GenerateDataKey', { KeyId, NumberOfBytes: 1 }),
      await ok('GenerateRandom', { NumberOfBytes: 1 }),
      await ok('GenerateRandom', { NumberOfBytes: 16 }),
      await ok('GenerateRandom', { NumberOfBytes: 17 }),
    ];
    expect(answers.map(({ Plaintext }) => Plaintext?.length)).to.deep.equal([16, 32, 1, 1, 16, 17]);
    for (const { Plaintext } of answers) expect(secrets).to.include(toHex(Uint8Array.from(Plaintext!)));
  });
});
