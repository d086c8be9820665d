import { expect } from 'chai';
import { equal } from '../../src/base/bytes.ts';
import { rsa } from '../../src/crypto/rsa.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { agrees, bytesOf, runVectors } from './wycheproof.ts';

const MISSING_NULL = 'DigestInfo without its NULL, which RFC 8017 lets a verifier refuse';
const LABEL = 'a label: KMS encrypts with the empty one alone';

const SIGNATURES: readonly (readonly [set: string, padding: 'PKCS1_V1_5' | 'PSS', bits: number, agrees: number])[] = [
  ['rsa_signature_2048_sha256', 'PKCS1_V1_5', 256, 258],
  ['rsa_signature_2048_sha384', 'PKCS1_V1_5', 384, 257],
  ['rsa_signature_2048_sha512', 'PKCS1_V1_5', 512, 258],
  ['rsa_signature_3072_sha256', 'PKCS1_V1_5', 256, 258],
  ['rsa_signature_3072_sha384', 'PKCS1_V1_5', 384, 258],
  ['rsa_signature_3072_sha512', 'PKCS1_V1_5', 512, 259],
  ['rsa_signature_4096_sha256', 'PKCS1_V1_5', 256, 257],
  ['rsa_signature_4096_sha384', 'PKCS1_V1_5', 384, 258],
  ['rsa_signature_4096_sha512', 'PKCS1_V1_5', 512, 258],
  ['rsa_pss_2048_sha256_mgf1_32', 'PSS', 256, 108],
  ['rsa_pss_2048_sha384_mgf1_48', 'PSS', 384, 141],
  ['rsa_pss_3072_sha256_mgf1_32', 'PSS', 256, 108],
  ['rsa_pss_4096_sha256_mgf1_32', 'PSS', 256, 108],
  ['rsa_pss_4096_sha384_mgf1_48', 'PSS', 384, 141],
  ['rsa_pss_4096_sha512_mgf1_64', 'PSS', 512, 179],
];

const specOf = (set: string) => `RSA_${/\d{4}/.exec(set)?.[0]}` as KeySpec;

describe('published vectors, RSA', () => {
  for (const [set, padding, bits, count] of SIGNATURES) {
    for (const kind of ['RAW', 'DIGEST'] as const) {
      it(`${set} agrees, ${kind}`, async () => {
        const counts = await runVectors(set, async (vector, group) => {
          const message = bytesOf(vector, 'msg');
          const signed = kind === 'RAW' ? message : new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, message));
          const spki = bytesOf(group, 'publicKeyDer');
          const answer = await rsa.verify!(specOf(set), spki, `RSASSA_${padding}_SHA_${bits}`, kind, signed, bytesOf(vector, 'sig'));
          if (vector.result === 'acceptable' && vector.flags.includes('MissingNull') && !answer) return { refused: MISSING_NULL };
          return agrees(vector, answer);
        });
        expect(counts).to.deep.equal(padding === 'PSS' ? { agrees: count } : { agrees: count, [MISSING_NULL]: 1 });
      });
    }
  }

  for (const [set, hash, expected] of [
    ['rsa_oaep_2048_sha1_mgf1sha1', 1, { agrees: 29, [LABEL]: 7 }],
    ['rsa_oaep_2048_sha256_mgf1sha256', 256, { agrees: 29, [LABEL]: 8 }],
    ['rsa_oaep_3072_sha256_mgf1sha256', 256, { agrees: 29, [LABEL]: 8 }],
    ['rsa_oaep_4096_sha256_mgf1sha256', 256, { agrees: 29, [LABEL]: 8 }],
  ] as const) {
    for (const form of ['native', 'bare'] as const) {
      it(`${set} agrees, ${form}`, async () => {
        const algorithm = `RSAES_OAEP_SHA_${hash}`;
        const counts = await runVectors(set, async (vector, group) => {
          const secret = bytesOf(group, 'privateKeyPkcs8');
          const key = await crypto.subtle.importKey('pkcs8', secret, { name: 'RSA-OAEP', hash: `SHA-${hash}` }, false, ['decrypt']);
          const material = form === 'bare' ? ({ form, secret } as const) : ({ form, keys: { [algorithm]: key } } as const);
          const plaintext = await rsa.decrypt!(specOf(set), material, algorithm, bytesOf(vector, 'ct'));
          if (vector['label'] !== '' && vector.result === 'valid' && !plaintext) return { refused: LABEL };
          return agrees(vector, plaintext !== undefined && equal(plaintext, bytesOf(vector, 'msg')));
        });
        expect(counts).to.deep.equal(expected);
      });
    }
  }
});
