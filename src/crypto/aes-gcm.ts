/** AES-256-GCM by SubtleCrypto: 12-byte IV, 16-byte tag behind the ciphertext. */
import type { Bytes } from '../base/bytes.ts';

/** Bytes of an IV and of a tag. */
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** A new key that encrypts and decrypts and cannot be extracted. */
export function generateAesKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Ciphertext and tag of `plaintext`. */
export async function sealGcm(key: CryptoKey, iv: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plaintext));
}

/** The plaintext, or undefined when key, IV, AAD, ciphertext or tag do not belong together. */
export async function openGcm(key: CryptoKey, iv: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, sealed));
  } catch (error) {
    // OperationError is WebCrypto's one answer to everything that does not verify; anything else is a fault of ours.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}
