/** HMAC-SHA-256 keys by SubtleCrypto. */
import type { Bytes } from '../base/bytes.ts';

/** A non-extractable HMAC-SHA-256 key of `secret`, for signing alone. */
export function hmacKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
