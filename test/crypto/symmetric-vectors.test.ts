import { aeskw, aeskwp } from '@noble/ciphers/aes.js';
import { expect } from 'chai';
import { concatBytes, equalBytes, type Bytes } from '../../src/base/bytes.ts';
import { decryptAes192Gcm } from '../../src/crypto/aes-192.ts';
import { IV_BYTES, openGcm, sealGcm, TAG_BYTES } from '../../src/crypto/aes-gcm.ts';
import { hkdfBytes, importHkdfKey } from '../../src/crypto/hkdf.ts';
import { hmacFamily } from '../../src/crypto/hmac-family.ts';
import { REASONS, setsFor } from './vector-sets.ts';
import { agrees, bytesOf, runVectors } from './wycheproof.ts';

describe('published vectors, AES-GCM', () => {
  for (const set of setsFor('aes-gcm')) {
    it(`${set.name} agrees: 128 and 256 bits by SubtleCrypto, 192 by the library`, async () => {
      await runVectors(set, async (vector) => {
        const [secret, iv, aad] = [bytesOf(vector, 'key'), bytesOf(vector, 'iv'), bytesOf(vector, 'aad')];
        const [plaintext, sealed] = [
          bytesOf(vector, 'msg'),
          concatBytes(bytesOf(vector, 'ct'), bytesOf(vector, 'tag')),
        ];
        if (iv.length !== IV_BYTES) return { refused: REASONS.iv };
        const opened = async (): Promise<Bytes | undefined> => {
          if (secret.length === 24) return decryptAes192Gcm(secret, iv, aad, sealed);
          const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']);
          const again = await sealGcm(key, iv, aad, plaintext);
          if (vector.result === 'valid' && !equalBytes(again, sealed)) throw new Error('sealed otherwise');
          expect(again.length).to.equal(plaintext.length + TAG_BYTES);
          return openGcm(key, iv, aad, sealed);
        };
        const answer = await opened();
        return agrees(vector, answer !== undefined && equalBytes(answer, plaintext));
      });
    });
  }
});

describe('published vectors, AES key wrap', () => {
  for (const [run, library] of [
    ['aes-kw', aeskw],
    ['aes-kwp', aeskwp],
  ] as const)
    for (const set of setsFor(run))
      it(`${set.name} agrees, by @noble/ciphers`, async () => {
        await runVectors(set, async (vector) => {
          const [key, material, wrapped] = [bytesOf(vector, 'key'), bytesOf(vector, 'msg'), bytesOf(vector, 'ct')];
          let unwrapped: Uint8Array | undefined;
          try {
            unwrapped = library(key).decrypt(wrapped);
          } catch {
            // The library throws Error for whatever it refuses.
          }
          if (vector.result === 'valid' && !equalBytes(library(key).encrypt(material), wrapped))
            throw new Error('wrapped otherwise');
          return agrees(vector, unwrapped !== undefined && equalBytes(unwrapped, material));
        });
      });
});

describe('published vectors, HKDF', () => {
  for (const set of setsFor('hkdf')) {
    it(`${set.name} agrees`, async () => {
      await runVectors(set, async (vector) => {
        const key = await importHkdfKey(bytesOf(vector, 'ikm'));
        const hash = `SHA-${set.bits}` as 'SHA-256' | 'SHA-384' | 'SHA-512';
        const parameters = { hash, salt: bytesOf(vector, 'salt'), info: bytesOf(vector, 'info') };
        const answer = await hkdfBytes(key, parameters, vector['size'] as number).catch((error: Error) => {
          // More than 255 hash lengths.
          expect(error.name).to.equal('OperationError');
          return undefined;
        });
        return agrees(vector, answer !== undefined && equalBytes(answer, bytesOf(vector, 'okm')));
      });
    });
  }
});

describe('published vectors, HMAC', () => {
  for (const set of setsFor('hmac')) {
    const [spec, algorithm, hash] = [set.spec!, `HMAC_SHA_${set.bits}`, `SHA-${set.bits}`];
    for (const form of spec === 'HMAC_224' ? (['bare'] as const) : (['native', 'bare'] as const)) {
      it(`${set.name} agrees, ${form}`, async () => {
        await runVectors(set, async (vector, group) => {
          const secret = bytesOf(vector, 'key');
          const native = () => crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['sign']);
          const material =
            form === 'native'
              ? ({ form, keys: { [algorithm]: await native() } } as const)
              : ({ form, secret } as const);
          const mac = await hmacFamily.mac!(spec, material, algorithm, bytesOf(vector, 'msg'));
          // KMS gives whole MACs; the truncated ones of the set are compared with their first bytes.
          return agrees(vector, equalBytes(mac.subarray(0, (group['tagSize'] as number) / 8), bytesOf(vector, 'tag')));
        });
      });
    }
  }
});
