/** Signatures of every signing algorithm, verified by the public key alone. */
import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { createStrongroom } from '../../../src/memory.ts';
import type { KeySpec } from '../../../src/model/sdk.ts';
import { verifyOffline } from '../../../src/ui/key/verify-offline.ts';

const ROWS: readonly [KeySpec, SigningAlgorithmSpec][] = [
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
  ['SM2', 'SM2DSA'],
];

describe('verifyOffline', () => {
  for (const [spec, algorithm] of ROWS)
    it(`verifies ${algorithm} of ${spec}, and finds a changed message and signature`, async () => {
      const strongroom = createStrongroom();
      // A key with native material cannot sign a digest.
      await strongroom.sandbox.settings.set({ custody: 'complete' });
      const kms = strongroom.kms(spec === 'SM2' ? 'cn-north-1' : undefined);
      const { KeyMetadata } = await kms.createKey({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
      const KeyId = KeyMetadata?.KeyId ?? '';
      const message = encodeUtf8('a message');
      const isPrehashed = algorithm === 'ED25519_PH_SHA_512';
      const signed = isPrehashed ? new Uint8Array(await crypto.subtle.digest('SHA-512', message)) : message;
      const MessageType = isPrehashed ? 'DIGEST' : 'RAW';
      const answer = await kms.sign({ KeyId, Message: signed, MessageType, SigningAlgorithm: algorithm });
      const { PublicKey } = await kms.getPublicKey({ KeyId });
      const signature = Uint8Array.from(answer.Signature ?? []);
      const given = { spec, publicKey: Uint8Array.from(PublicKey ?? []), algorithm, message, signature };
      expect((await verifyOffline(given)).ok).to.equal(true);
      expect((await verifyOffline({ ...given, message: encodeUtf8('a massage') })).ok).to.equal(false);
      const changed = signature.map((byte, index) => (index === signature.length - 1 ? byte ^ 1 : byte));
      expect((await verifyOffline({ ...given, signature: changed })).ok).to.equal(false);
    });

  it('rejects a key that does not sign', async () => {
    const bytes = new Uint8Array(1);
    const given = { spec: 'HMAC_256', publicKey: bytes, algorithm: 'HMAC_SHA_256', message: bytes, signature: bytes };
    const error = await verifyOffline(given as Parameters<typeof verifyOffline>[0]).catch((one: unknown) => one);
    expect(error).to.be.instanceOf(TypeError);
  });
});
