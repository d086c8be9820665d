/**
 * RSA in Node: OpenSSL takes a signature or a ciphertext without its leading zero; AWS KMS does not, and a browser does
 * not either.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStrongroom } from '../../src/memory.ts';

/** Makes values until one begins with a zero: one of 256 does. */
async function withLeadingZero(
  make: (turn: number) => Promise<Uint8Array>,
): Promise<{ turn: number; bytes: Uint8Array }> {
  for (let turn = 0; turn < 10_000; turn++) {
    const bytes = await make(turn);
    if (bytes[0] === 0) return { turn, bytes };
  }
  throw new Error('Ten thousand values began with something else.');
}

describe('RSA values shorter than the modulus', () => {
  const kms = createStrongroom().kms();
  const message = (turn: number): Uint8Array => new TextEncoder().encode(String(turn));

  it('are rejected as signatures', async () => {
    const { KeyMetadata } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const KeyId = KeyMetadata?.KeyId;
    for (const SigningAlgorithm of ['RSASSA_PSS_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_256'] as const) {
      const { turn, bytes } = await withLeadingZero(
        async (turn) => (await kms.sign({ KeyId, SigningAlgorithm, Message: message(turn) })).Signature as Uint8Array,
      );
      const verify = (Signature: Uint8Array) =>
        kms.verify({ KeyId, SigningAlgorithm, Message: message(turn), Signature });
      assert.equal((await verify(bytes)).SignatureValid, true);
      await assert.rejects(verify(bytes.subarray(1)), { name: 'KMSInvalidSignatureException' });
    }
  });

  it('are rejected as ciphertexts', async () => {
    const { KeyMetadata } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const named = { KeyId: KeyMetadata?.KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } as const;
    const { bytes } = await withLeadingZero(
      async () => (await kms.encrypt({ ...named, Plaintext: message(1) })).CiphertextBlob as Uint8Array,
    );
    assert.deepEqual((await kms.decrypt({ ...named, CiphertextBlob: bytes })).Plaintext, message(1));
    await assert.rejects(kms.decrypt({ ...named, CiphertextBlob: bytes.subarray(1) }), {
      name: 'InvalidCiphertextException',
    });
  });
});
