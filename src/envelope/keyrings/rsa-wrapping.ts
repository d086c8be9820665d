/** RSA encryption of data keys: OAEP by SubtleCrypto, PKCS #1 v1.5 by a library. */
import type { Bytes } from '../../base/bytes.ts';
import { checkKind } from '../check-options.ts';
import { oneOf } from '../rare-kinds.ts';

/** Padding schemes, as AWS's material providers library names them. MGF1 uses the same hash. */
export type RsaPadding = 'OAEP_SHA1_MGF1' | 'OAEP_SHA256_MGF1' | 'OAEP_SHA384_MGF1' | 'OAEP_SHA512_MGF1' | 'PKCS1';

const HASHES = {
  OAEP_SHA1_MGF1: 'SHA-1',
  OAEP_SHA256_MGF1: 'SHA-256',
  OAEP_SHA384_MGF1: 'SHA-384',
  OAEP_SHA512_MGF1: 'SHA-512',
} as const;

const PADDING = oneOf({ ...HASHES, PKCS1: undefined });

const MIN_MODULUS_BITS = 2048;

/** Encrypts a data key. */
export type RsaEncryptor = (plaintext: Bytes) => Promise<Bytes>;

/** Decrypts a data key. Returns undefined if the padding is invalid. */
export type RsaDecryptor = (ciphertext: Bytes) => Promise<Bytes | undefined>;

/** @throws {TypeError} if `padding` is not a padding scheme */
export function checkRsaPadding(padding: unknown): asserts padding is RsaPadding {
  checkKind(padding, 'padding', PADDING);
}

async function importRsa(
  format: 'spki' | 'pkcs8',
  der: Bytes,
  hash: string,
  usage: 'encrypt' | 'decrypt',
  name: string,
): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey(format, der, { name: 'RSA-OAEP', hash }, false, [usage]);
  } catch (cause) {
    throw new TypeError(`${name} must be an RSA key in ${format === 'spki' ? 'SPKI' : 'PKCS#8'}.`, { cause });
  }
  if ((key.algorithm as KeyAlgorithm & { readonly modulusLength: number }).modulusLength >= MIN_MODULUS_BITS)
    return key;
  throw new TypeError(`${name} must be an RSA key of at least ${MIN_MODULUS_BITS} bits.`);
}

/** Checks a key that SubtleCrypto holds. */
function checkCryptoKey(key: CryptoKey, padding: RsaPadding, usage: 'encrypt' | 'decrypt', option: string): CryptoKey {
  const {
    name,
    hash,
    modulusLength = 0,
  } = key.algorithm as KeyAlgorithm & {
    readonly hash?: KeyAlgorithm;
    readonly modulusLength?: number;
  };
  if (padding === 'PKCS1')
    throw new TypeError(`${option} must be DER bytes or PEM text for padding PKCS1, not a CryptoKey.`);
  if (
    name === 'RSA-OAEP' &&
    hash?.name === HASHES[padding] &&
    key.usages.includes(usage) &&
    modulusLength >= MIN_MODULUS_BITS
  )
    return key;
  throw new TypeError(
    `${option} must be a CryptoKey for RSA-OAEP with ${HASHES[padding]}, at least ${MIN_MODULUS_BITS} bits and the usage ${usage}.`,
  );
}

/**
 * Creates the encryptor of a public key (SPKI or CryptoKey).
 * @param name the key in errors: the option of the caller
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaEncryptor(
  spki: Bytes | CryptoKey,
  padding: RsaPadding,
  name: string,
): Promise<RsaEncryptor> {
  if (spki instanceof CryptoKey) return encryptWith(checkCryptoKey(spki, padding, 'encrypt', name));
  const key = await importRsa('spki', spki, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'encrypt', name);
  if (padding === 'PKCS1') {
    const { encryptPkcs1 } = await import('../../crypto/rsa-pkcs1.ts');
    return async (plaintext) => encryptPkcs1(spki, plaintext);
  }
  return encryptWith(key);
}

/**
 * Creates the decryptor of a private key (PKCS#8 or CryptoKey).
 * @param name the key in errors: the option of the caller
 * @throws {TypeError} if it is not an RSA key of at least 2048 bits
 */
export async function createRsaDecryptor(
  pkcs8: Bytes | CryptoKey,
  padding: RsaPadding,
  name: string,
): Promise<RsaDecryptor> {
  if (pkcs8 instanceof CryptoKey) return decryptWith(checkCryptoKey(pkcs8, padding, 'decrypt', name));
  const key = await importRsa('pkcs8', pkcs8, padding === 'PKCS1' ? 'SHA-256' : HASHES[padding], 'decrypt', name);
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
