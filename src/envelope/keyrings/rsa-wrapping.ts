/** RSA encryption of data keys: OAEP by SubtleCrypto, PKCS #1 v1.5 by a library. */
import type { Bytes } from '../../base/bytes.ts';

/** Padding schemes, as AWS's material providers library names them. MGF1 uses the same hash. */
export type RsaPadding = 'OAEP_SHA1_MGF1' | 'OAEP_SHA256_MGF1' | 'OAEP_SHA384_MGF1' | 'OAEP_SHA512_MGF1' | 'PKCS1';

const HASHES = {
  OAEP_SHA1_MGF1: 'SHA-1',
  OAEP_SHA256_MGF1: 'SHA-256',
  OAEP_SHA384_MGF1: 'SHA-384',
  OAEP_SHA512_MGF1: 'SHA-512',
} as const;

const MIN_MODULUS_BITS = 2048;

/** Encrypts a data key. */
export type RsaEncryptor = (plaintext: Bytes) => Promise<Bytes>;

/** Decrypts a data key. Returns undefined if the padding is invalid. */
export type RsaDecryptor = (ciphertext: Bytes) => Promise<Bytes | undefined>;

/** @throws {TypeError} if `padding` is not a padding scheme */
export function checkRsaPadding(padding: unknown): asserts padding is RsaPadding {
  if (padding !== 'PKCS1' && !(typeof padding === 'string' && Object.hasOwn(HASHES, padding)))
    throw new TypeError(`padding must be one of ${Object.keys(HASHES).join(', ')}, PKCS1.`);
}

async function importRsa(
  format: 'spki' | 'pkcs8',
  der: Bytes,
  hash: string,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey(format, der, { name: 'RSA-OAEP', hash }, false, [usage]);
  } catch (cause) {
    const name = format === 'spki' ? 'publicKey is not an RSA key in SPKI' : 'privateKey is not an RSA key in PKCS#8';
    throw new TypeError(`${name}.`, { cause });
  }
  if ((key.algorithm as KeyAlgorithm & { readonly modulusLength: number }).modulusLength >= MIN_MODULUS_BITS)
    return key;
  throw new TypeError(`The RSA key must have at least ${MIN_MODULUS_BITS} bits.`);
}

/**
 * Creates the encryptor of a public key (SPKI).
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaEncryptor(spki: Bytes, padding: RsaPadding): Promise<RsaEncryptor> {
  const key = await importRsa('spki', spki, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'encrypt');
  if (padding === 'PKCS1') {
    const { encryptPkcs1 } = await import('../../crypto/rsa-pkcs1.ts');
    return async (plaintext) => encryptPkcs1(spki, plaintext);
  }
  return async (plaintext) => new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, plaintext));
}

/**
 * Creates the decryptor of a private key (PKCS#8).
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaDecryptor(pkcs8: Bytes, padding: RsaPadding): Promise<RsaDecryptor> {
  const key = await importRsa('pkcs8', pkcs8, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'decrypt');
  if (padding === 'PKCS1') {
    const { decryptPkcs1 } = await import('../../crypto/rsa-pkcs1.ts');
    const own = pkcs8.slice();
    return async (ciphertext) => decryptPkcs1(own, ciphertext);
  }
  return (ciphertext) =>
    crypto.subtle.decrypt('RSA-OAEP', key, ciphertext).then(
      (plaintext) => new Uint8Array(plaintext),
      () => undefined,
    );
}
