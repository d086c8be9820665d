/** HMAC-SHA-256 keys by SubtleCrypto. */
import type { Bytes } from '../base/bytes.ts';

/** Imports `secret` as a non-extractable HMAC-SHA-256 key that only signs. */
export function hmacKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
