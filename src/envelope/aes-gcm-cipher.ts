/** AES-GCM with keys of all lengths: SubtleCrypto for 128 and 256 bits, a library for 192, which Chromium lacks. */
import type { Bytes } from '../base/bytes.ts';

/**
 * Encrypts, and returns ciphertext followed by the 16-byte tag. Arguments are copied or used before the call returns,
 * so their buffers can be reused at once.
 */
export type Encryptor = (iv: Bytes, aad: Bytes, plaintext: Bytes) => Promise<Bytes>;

/** Decrypts ciphertext followed by the 16-byte tag. Returns undefined if authentication fails. */
export type Decryptor = (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes | undefined>;

/** A key: bytes if it has 192 bits. */
export type AesKey = CryptoKey | Bytes;

const AES_192_BYTES = 24;

/** Whether keys of this length are kept as bytes. */
export const isKeptAsBytes = (length: number) => length === AES_192_BYTES;

/** Imports a key. Copies it. */
export async function importAesKey(key: Bytes, usages: KeyUsage[]): Promise<AesKey> {
  return isKeptAsBytes(key.length) ? key.slice() : crypto.subtle.importKey('raw', key, 'AES-GCM', false, usages);
}

/** Creates the encryptor of a key. */
export async function createEncryptor(key: AesKey): Promise<Encryptor> {
  if (!(key instanceof Uint8Array)) {
    return async (iv, additionalData, plaintext) =>
      new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plaintext));
  }
  const { encryptAes192Gcm } = await import('../crypto/aes-192.ts');
  return async (iv, aad, plaintext) => encryptAes192Gcm(key, iv, aad, plaintext);
}

/** Creates the decryptor of a key. */
export async function createDecryptor(key: AesKey): Promise<Decryptor> {
  if (!(key instanceof Uint8Array)) {
    return (iv, additionalData, sealed) =>
      crypto.subtle
        .decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed)
        .then((opened) => new Uint8Array(opened), refused);
  }
  const { decryptAes192Gcm } = await import('../crypto/aes-192.ts');
  return async (iv, aad, sealed) => decryptAes192Gcm(key, iv, aad, sealed);
}

/** WebCrypto reports every failed authentication as OperationError. Any other error is a bug. */
function refused(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'OperationError')) throw error;
}
