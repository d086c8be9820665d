/** AES-256-GCM by SubtleCrypto: 12-byte IV, 16-byte tag after the ciphertext. */
import type { Bytes } from '../base/bytes.ts';

/** Length of an IV and of a tag in bytes. */
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** Generates a non-extractable key that encrypts and decrypts. */
export function generateAesKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Encrypts. Returns the ciphertext followed by the tag. */
export async function sealGcm(key: CryptoKey, iv: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plaintext));
}

/** Decrypts. Returns undefined if authentication fails. */
export async function openGcm(key: CryptoKey, iv: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, sealed));
  } catch (error) {
    // WebCrypto reports every failed authentication as OperationError. Any other error is a bug.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}
