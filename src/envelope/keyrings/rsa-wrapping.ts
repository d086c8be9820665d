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

/** Checks a key that SubtleCrypto holds. */
function checkCryptoKey(key: CryptoKey, padding: RsaPadding, usage: 'encrypt' | 'decrypt'): CryptoKey {
  const {
    name,
    hash,
    modulusLength = 0,
  } = key.algorithm as KeyAlgorithm & {
    readonly hash?: KeyAlgorithm;
    readonly modulusLength?: number;
  };
  if (padding === 'PKCS1') throw new TypeError('Padding PKCS1 needs a key as DER bytes or PEM text, not a CryptoKey.');
  if (
    name === 'RSA-OAEP' &&
    hash?.name === HASHES[padding] &&
    key.usages.includes(usage) &&
    modulusLength >= MIN_MODULUS_BITS
  )
    return key;
  throw new TypeError(
    `The CryptoKey must be an RSA-OAEP key with ${HASHES[padding]}, at least ${MIN_MODULUS_BITS} bits and the usage ${usage}.`,
  );
}

/**
 * Creates the encryptor of a public key (SPKI or CryptoKey).
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaEncryptor(spki: Bytes | CryptoKey, padding: RsaPadding): Promise<RsaEncryptor> {
  if (spki instanceof CryptoKey) return encryptWith(checkCryptoKey(spki, padding, 'encrypt'));
  const key = await importRsa('spki', spki, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'encrypt');
  if (padding === 'PKCS1') {
    const { encryptPkcs1 } = await import('../../crypto/rsa-pkcs1.ts');
    return async (plaintext) => encryptPkcs1(spki, plaintext);
  }
  return encryptWith(key);
}

/**
 * Creates the decryptor of a private key (PKCS#8 or CryptoKey).
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaDecryptor(pkcs8: Bytes | CryptoKey, padding: RsaPadding): Promise<RsaDecryptor> {
  if (pkcs8 instanceof CryptoKey) return decryptWith(checkCryptoKey(pkcs8, padding, 'decrypt'));
  const key = await importRsa('pkcs8', pkcs8, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'decrypt');
  if (padding === 'PKCS1') {
    const { decryptPkcs1 } = await import('../../crypto/rsa-pkcs1.ts');
    const own = pkcs8.slice();
    return async (ciphertext) => decryptPkcs1(own, ciphertext);
  }
  return decryptWith(key);
}

const encryptWith =
  (key: CryptoKey): RsaEncryptor =>
  async (plaintext) =>
    new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, plaintext));

const decryptWith =
  (key: CryptoKey): RsaDecryptor =>
  (ciphertext) =>
    crypto.subtle.decrypt('RSA-OAEP', key, ciphertext).then(
      (plaintext) => new Uint8Array(plaintext),
      () => undefined,
    );
