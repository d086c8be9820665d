/** HKDF (RFC 5869) by SubtleCrypto. */
import type { Bytes } from '../base/bytes.ts';

/** Hashes for HKDF, as WebCrypto names them. */
export type HkdfHash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Parameters of a derivation. An empty salt means one hash length of zeros. */
export interface HkdfParameters {
  readonly hash: HkdfHash;
  readonly salt: Bytes;
  readonly info: Bytes;
}

/**
 * Imports `secret` (at least 1 byte) as input key for the functions below. Copies the array, so the caller may
 * overwrite it.
 */
export function importHkdfKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

/** Derives `length` bytes from `key`. */
export async function hkdfBytes(key: CryptoKey, { hash, salt, info }: HkdfParameters, length: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash, salt, info }, key, length * 8));
}

/** Derives a non-extractable AES-GCM key of `length` bytes: its bytes never reach JavaScript. */
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
