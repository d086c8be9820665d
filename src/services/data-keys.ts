/** Data keys of KMS and what services do with them: AES-256-GCM by SubtleCrypto. */
import { concatBytes, copyBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import type { KmsClient } from '../client/strongroom.ts';
import type { EncryptionContext } from '../envelope/encryption-context.ts';

const IV_BYTES = 12;
const KEY_BYTES = 32;

/** Bytes that AES-256-GCM adds to a plaintext here: IV and tag. */
export const SEAL_BYTES = IV_BYTES + 16;

/** A data key in memory with its encrypted copy. Overwrite `plaintext` after use. */
export interface DataKey {
  readonly plaintext: Bytes;
  readonly edk: Bytes;
  /** ARN of the KMS key. */
  readonly keyArn: string;
}

/** Calls GenerateDataKey for AES-256. Rejects with the errors of KMS. */
export async function generateDataKey(kms: KmsClient, KeyId: string, context: EncryptionContext): Promise<DataKey> {
  const output = await kms.generateDataKey({ KeyId, KeySpec: 'AES_256', EncryptionContext: { ...context } });
  return {
    plaintext: copyBytes(output.Plaintext as Uint8Array),
    edk: copyBytes(output.CiphertextBlob as Uint8Array),
    keyArn: output.KeyId as string,
  };
}

/** Calls Decrypt for an encrypted data key. Rejects with the errors of KMS. */
export async function decryptDataKey(
  kms: KmsClient,
  edk: Uint8Array,
  context: EncryptionContext,
  KeyId?: string,
  grantToken?: string,
): Promise<DataKey> {
  const output = await kms.decrypt({
    CiphertextBlob: edk,
    EncryptionContext: { ...context },
    ...(KeyId === undefined ? {} : { KeyId }),
    ...(grantToken === undefined ? {} : { GrantTokens: [grantToken] }),
  });
  return {
    plaintext: copyBytes(output.Plaintext as Uint8Array),
    edk: copyBytes(edk),
    keyArn: output.KeyId as string,
  };
}

/** Returns 32 random bytes, a key that KMS does not know. */
export function randomKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** Overwrites keys. */
export function zeroise(...keys: readonly (Uint8Array | undefined)[]): void {
  for (const key of keys) key?.fill(0);
}

async function importKey(key: Bytes, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, [usage]);
}

/** Encrypts under a data key. The result has the IV, the ciphertext and the tag; `aad` must be the same to decrypt. */
export async function encryptBytes(key: Bytes, plaintext: Uint8Array, aad: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: encodeUtf8(aad) };
  const sealed = await crypto.subtle.encrypt(algorithm, await importKey(key, 'encrypt'), copyBytes(plaintext));
  return concatBytes(iv, new Uint8Array(sealed));
}

/** Decrypts what `encryptBytes` returned. Rejects with OperationError if anything of it was changed. */
export async function decryptBytes(key: Bytes, sealed: Uint8Array, aad: string): Promise<Bytes> {
  const iv = copyBytes(sealed.subarray(0, IV_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: encodeUtf8(aad) };
  const body = copyBytes(sealed.subarray(IV_BYTES));
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, await importKey(key, 'decrypt'), body));
}
