/** HKDF (RFC 5869) by SubtleCrypto. */
import type { Bytes } from '../base/bytes.ts';

/** The hashes that HKDF is used with here, as WebCrypto names them. */
export type HkdfHash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** What one derivation takes beside the input key: an empty salt stands for a hash length of zeros. */
export interface HkdfParameters {
  readonly hash: HkdfHash;
  readonly salt: Bytes;
  readonly info: Bytes;
}

/** `secret` (at least 1 byte) as an input key for the functions below. The array is copied, so the caller may overwrite it. */
export function importHkdfKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

/** `length` bytes derived from `key`. */
export async function hkdfBytes(key: CryptoKey, { hash, salt, info }: HkdfParameters, length: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash, salt, info }, key, length * 8));
}

/** A non-extractable AES-GCM key of `length` bytes derived from `key`: its bytes never reach JavaScript. */
export function hkdfAesKey(
  key: CryptoKey,
  { hash, salt, info }: HkdfParameters,
  length: number,
  usages: readonly KeyUsage[],
): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash, salt, info },
    key,
    { name: 'AES-GCM', length: length * 8 },
    false,
    [...usages],
  );
}
