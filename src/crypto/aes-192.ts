/** AES-192-GCM by @noble/ciphers: Chromium's SubtleCrypto has no 192-bit AES keys. Loaded only where a message asks for it. */
import { gcm } from '@noble/ciphers/aes.js';
import type { Bytes } from '../base/bytes.ts';

/** The plaintext of `sealed` (ciphertext, then the 16-byte tag) under the 24-byte `key`, or undefined when they do not belong together. */
export function openAes192Gcm(key: Bytes, iv: Bytes, aad: Bytes, sealed: Bytes): Bytes | undefined {
  const cipher = gcm(key, iv, aad);
  try {
    return cipher.decrypt(sealed);
  } catch {
    return undefined;
  }
}
