/** Signatures in DER as WebCrypto takes them. */
import { expect } from 'chai';
import { ecdsaSignatureFromDer } from '../../src/labs/ecdsa-signature.ts';
import { createStrongroom } from '../../src/memory.ts';

describe('ecdsaSignatureFromDer', () => {
  it('gives what WebCrypto verifies, for every signature of KMS', async () => {
    const kms = createStrongroom().kms();
    const { KeyMetadata } = await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const KeyId = KeyMetadata?.KeyId ?? '';
    const { PublicKey } = await kms.getPublicKey({ KeyId });
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('spki', Uint8Array.from(PublicKey ?? []), curve, false, ['verify']);
    for (let index = 0; index < 64; index++) {
      const Message = Uint8Array.of(index);
      const { Signature } = await kms.sign({ KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_256' });
      const compact = ecdsaSignatureFromDer(Signature ?? new Uint8Array(), 32);
      expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, compact, Message)).to.equal(true);
    }
  });

  it('fills short numbers with zeros, and removes the zero before a high bit', () => {
    const der = Uint8Array.of(0x30, 0x07, 0x02, 0x02, 0x00, 0x80, 0x02, 0x01, 0x05);
    expect([...ecdsaSignatureFromDer(der, 3)]).to.deep.equal([0, 0, 0x80, 0, 0, 5]);
  });

  for (const [what, bytes] of [
    ['nothing', []],
    ['other bytes', [1, 2, 3]],
    ['a length that is too large', [0x30, 0x07, 0x02, 0x05, 1, 0x02, 0x01, 5]],
    ['bytes after it', [0x30, 0x07, 0x02, 0x01, 1, 0x02, 0x01, 5, 9]],
    ['one number', [0x30, 0x03, 0x02, 0x01, 1]],
    ['a number that is too long', [0x30, 0x08, 0x02, 0x03, 1, 1, 1, 0x02, 0x01, 5]],
  ] as const)
    it(`refuses ${what}`, () => {
      expect(() => ecdsaSignatureFromDer(Uint8Array.from(bytes), 2)).to.throw(TypeError);
    });
});
