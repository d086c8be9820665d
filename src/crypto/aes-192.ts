/**
 * AES-192-GCM by @noble/ciphers: Chromium's SubtleCrypto has no 192-bit AES keys. Loaded only for messages that need
 * it.
 */
import { gcm } from '@noble/ciphers/aes.js';
import type { Bytes } from '../base/bytes.ts';

/**
 * Decrypts `sealed` (ciphertext followed by the 16-byte tag) with a 24-byte key. Returns undefined if authentication
 * fails.
 */
export function decryptAes192Gcm(key: Bytes, iv: Bytes, aad: Bytes, sealed: Bytes): Bytes | undefined {
  const cipher = gcm(key, iv, aad);
  try {
    return cipher.decrypt(sealed);
  } catch {
    return undefined;
  }
}

/** Encrypts with a 24-byte key. Returns ciphertext followed by the 16-byte tag. */
export function encryptAes192Gcm(key: Bytes, iv: Bytes, aad: Bytes, plaintext: Bytes): Bytes {
  return gcm(key, iv, aad).encrypt(plaintext);
}
