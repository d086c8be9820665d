import { expect } from 'chai';
import { concat, equal, type Bytes } from '../../src/base/bytes.ts';
import { openAes192Gcm } from '../../src/crypto/aes-192.ts';
import { IV_BYTES, openGcm, sealGcm, TAG_BYTES } from '../../src/crypto/aes-gcm.ts';
import { hkdfBytes, importHkdfKey } from '../../src/crypto/hkdf.ts';
import { agrees, bytesOf, runVectors } from './wycheproof.ts';

const OTHER_IV = 'an IV of another length than 12 bytes, which nothing here makes or reads';

describe('published vectors, AES-GCM and HKDF', () => {
  it('aes_gcm agrees: 128 and 256 bits by SubtleCrypto, 192 by the library', async () => {
    const counts = await runVectors('aes_gcm', async (vector) => {
      const [secret, iv, aad] = [bytesOf(vector, 'key'), bytesOf(vector, 'iv'), bytesOf(vector, 'aad')];
      const [plaintext, sealed] = [bytesOf(vector, 'msg'), concat(bytesOf(vector, 'ct'), bytesOf(vector, 'tag'))];
      if (iv.length !== IV_BYTES) return { refused: OTHER_IV };
      const opened = async (): Promise<Bytes | undefined> => {
        if (secret.length === 24) return openAes192Gcm(secret, iv, aad, sealed);
        const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']);
        const again = await sealGcm(key, iv, aad, plaintext);
        const same = equal(again, sealed);
        if (vector.result === 'valid' && !same) throw new Error('sealed otherwise');
        expect(again.length).to.equal(plaintext.length + TAG_BYTES);
        return openGcm(key, iv, aad, sealed);
      };
      const answer = await opened();
      return agrees(vector, answer !== undefined && equal(answer, plaintext));
    });
    expect(counts).to.deep.equal({ agrees: 197, [OTHER_IV]: 119 });
  });

  for (const [bits, count] of [
    [256, 86],
    [384, 83],
    [512, 83],
  ] as const) {
    it(`hkdf_sha${bits} agrees`, async () => {
      const counts = await runVectors(`hkdf_sha${bits}`, async (vector) => {
        const key = await importHkdfKey(bytesOf(vector, 'ikm'));
        const parameters = { hash: `SHA-${bits}`, salt: bytesOf(vector, 'salt'), info: bytesOf(vector, 'info') } as const;
        const answer = await hkdfBytes(key, parameters, vector['size'] as number).catch((error: Error) => {
          // More than 255 hash lengths.
          expect(error.name).to.equal('OperationError');
          return undefined;
        });
        return agrees(vector, answer !== undefined && equal(answer, bytesOf(vector, 'okm')));
      });
      expect(counts).to.deep.equal({ agrees: count });
    });
  }
});
