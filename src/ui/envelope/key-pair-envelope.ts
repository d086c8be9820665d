/** A key pair whose private key is kept encrypted under a KMS key: encrypts without KMS, and decrypts with it. */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import type { Recorder } from '../page/call-recorder.ts';

/** Maximum length of a plaintext in bytes: modulus less two hashes and two bytes. Source: RFC 8017, section 7.1.1. */
const MAX_PLAINTEXT_BYTES = 190;

const ALGORITHM = { name: 'RSA-OAEP', hash: 'SHA-256' };

/** A key pair as KMS returned it. */
export interface KeptKeyPair {
  /** SPKI DER. */
  readonly publicKey: Bytes;
  /** The private key, encrypted under the KMS key. */
  readonly encryptedPrivateKey: Bytes;
  /** ARN of the KMS key. */
  readonly keyArn: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** Generates a key pair of RSA_2048. Rejects with AWS's error. */
export async function generateKeptPair(
  recorder: Recorder,
  keyId: string,
  encryptionContext: Readonly<Record<string, string>>,
): Promise<KeptKeyPair> {
  const output = await recorder.call('GenerateDataKeyPairWithoutPlaintext', {
    KeyId: keyId,
    KeyPairSpec: 'RSA_2048',
    EncryptionContext: { ...encryptionContext },
  });
  return {
    publicKey: Uint8Array.from(output.PublicKey ?? []),
    encryptedPrivateKey: Uint8Array.from(output.PrivateKeyCiphertextBlob ?? []),
    keyArn: output.KeyId ?? '',
    encryptionContext,
  };
}

/** Returns the bytes of a text, or undefined if it is too long for the key. */
export function plaintextOf(text: string): Bytes | undefined {
  const bytes = encodeUtf8(text);
  return bytes.length > MAX_PLAINTEXT_BYTES ? undefined : bytes;
}

/** Encrypts with the public key. KMS is not called. */
export async function encryptForPair({ publicKey }: KeptKeyPair, plaintext: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('spki', publicKey, ALGORITHM, false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt(ALGORITHM, key, plaintext));
}

/** Lets KMS decrypt the private key, and decrypts with it here. Rejects with AWS's error. */
export async function decryptForPair(recorder: Recorder, pair: KeptKeyPair, ciphertext: Bytes): Promise<Bytes> {
  const { Plaintext } = await recorder.call('Decrypt', {
    KeyId: pair.keyArn,
    CiphertextBlob: pair.encryptedPrivateKey,
    EncryptionContext: { ...pair.encryptionContext },
  });
  const pkcs8 = Uint8Array.from(Plaintext ?? []);
  try {
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['decrypt']);
    return new Uint8Array(await crypto.subtle.decrypt(ALGORITHM, key, ciphertext));
  } finally {
    pkcs8.fill(0);
    Plaintext?.fill(0);
  }
}
