/**
 * RSA with public exponent 65537: OAEP with one hash for label and mask, PKCS#1 v1.5 and PSS signatures, by
 * SubtleCrypto. A library signs and verifies precomputed digests (rsa-digest.ts). Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import type { Family, Generated, Material, MessageKind, Wanted } from './family.ts';
import { generateNativePair, importNativePair, importPublicKey, nativeKeyFor, type NativePair } from './native-keys.ts';
import type { DigestScheme } from './rsa-digest.ts';

const MODULUS_BITS: Readonly<Partial<Record<KeySpec, number>>> = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 };

const NAMES = { PKCS1: 'RSASSA-PKCS1-v1_5', PSS: 'RSA-PSS' } as const;

const SIGNING: Readonly<Record<string, DigestScheme>> = {
  RSASSA_PKCS1_V1_5_SHA_256: { padding: 'PKCS1', hash: 'SHA-256' },
  RSASSA_PKCS1_V1_5_SHA_384: { padding: 'PKCS1', hash: 'SHA-384' },
  RSASSA_PKCS1_V1_5_SHA_512: { padding: 'PKCS1', hash: 'SHA-512' },
  RSASSA_PSS_SHA_256: { padding: 'PSS', hash: 'SHA-256' },
  RSASSA_PSS_SHA_384: { padding: 'PSS', hash: 'SHA-384' },
  RSASSA_PSS_SHA_512: { padding: 'PSS', hash: 'SHA-512' },
};

const ENCRYPTING: Readonly<Record<string, RsaHashedImportParams>> = {
  RSAES_OAEP_SHA_1: { name: 'RSA-OAEP', hash: 'SHA-1' },
  RSAES_OAEP_SHA_256: { name: 'RSA-OAEP', hash: 'SHA-256' },
};

const SIGNING_KEYS = Object.fromEntries(
  Object.entries(SIGNING).map(([name, { padding, hash }]) => [name, { name: NAMES[padding], hash }]),
);

function pairOf(spec: KeySpec, usage: KeyUsageType): NativePair {
  const modulusLength = MODULUS_BITS[spec];
  if (!modulusLength) throw new TypeError(`${spec} is not an RSA key spec`);
  const size = { modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
  return usage === 'ENCRYPT_DECRYPT'
    ? {
        generate: { name: 'RSA-OAEP', ...size },
        keys: ENCRYPTING,
        privateUsage: 'decrypt',
        publicUsages: ['encrypt'],
        secretFormat: 'pkcs8',
      }
    : {
        generate: { name: 'RSA-PSS', ...size },
        keys: SIGNING_KEYS,
        privateUsage: 'sign',
        publicUsages: ['verify'],
        secretFormat: 'pkcs8',
      };
}

async function generate(spec: KeySpec, usage: KeyUsageType, wanted: Wanted): Promise<Generated> {
  return generateNativePair(pairOf(spec, usage), wanted);
}

/** Whether the numbers of a private key fit together and to its public key. Rejects with DataError if it is malformed. */
async function isConsistent(secret: Bytes, publicKey: Bytes): Promise<boolean> {
  const algorithm = { name: NAMES.PSS, hash: 'SHA-256' };
  const parameters = parametersOf({ padding: 'PSS', hash: 'SHA-256' });
  const privateKey = await crypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign']);
  const probe = crypto.getRandomValues(new Uint8Array(32));
  const signature = await crypto.subtle.sign(parameters, privateKey, probe);
  const verifying = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['verify']);
  return crypto.subtle.verify(parameters, verifying, signature, probe);
}

async function importSecret(
  spec: KeySpec,
  usage: KeyUsageType,
  secret: Bytes,
  wanted: Wanted,
): Promise<Generated | undefined> {
  const { readRsaKey } = await import('./pkcs8.ts');
  const key = readRsaKey(secret);
  if (key === undefined) return undefined;
  try {
    const publicKey = await importPublicKey(key.publicKey, ENCRYPTING.RSAES_OAEP_SHA_256 as RsaHashedImportParams, []);
    const bits = (publicKey?.algorithm as (KeyAlgorithm & { readonly modulusLength?: number }) | undefined)
      ?.modulusLength;
    if (bits === MODULUS_BITS[spec] && (await isConsistent(key.secret, key.publicKey)))
      return await importNativePair(pairOf(spec, usage), key, wanted);
  } catch (error) {
    // DataError: not a valid key. OperationError: it cannot sign.
    if (!(error instanceof DOMException) || !['DataError', 'OperationError'].includes(error.name)) throw error;
  }
  key.secret.fill(0);
  return undefined;
}

function schemeOf(algorithm: string, kind: MessageKind): DigestScheme {
  const scheme = SIGNING[algorithm];
  if (!scheme || kind === 'EXTERNAL_MU') throw new TypeError(`RSA does not support ${algorithm} over ${kind}`);
  return scheme;
}

/** The salt is as long as the hash. */
const parametersOf = ({ padding, hash }: DigestScheme) =>
  padding === 'PSS' ? { name: NAMES.PSS, saltLength: Number(hash.slice(4)) / 8 } : { name: NAMES.PKCS1 };

async function sign(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<Bytes> {
  const scheme = schemeOf(algorithm, kind);
  if (kind === 'RAW') {
    const key = await nativeKeyFor(pairOf(spec, 'SIGN_VERIFY'), material, algorithm);
    return new Uint8Array(await crypto.subtle.sign(parametersOf(scheme), key, message));
  }
  if (material.form === 'native') throw new TypeError(`a native key cannot sign ${kind}`);
  const { signRsaDigest } = await import('./rsa-digest.ts');
  return signRsaDigest(material.secret, scheme, message);
}

/**
 * Signatures and ciphertexts are as long as the modulus; Node's OpenSSL also accepts one without its leading zero.
 * Source: RFC 8017, sections 7.1.2 and 8.1.2.
 */
const hasModulusLength = (bytes: Bytes, key: CryptoKey): boolean =>
  bytes.length * 8 === (key.algorithm as KeyAlgorithm & { readonly modulusLength: number }).modulusLength;

async function verify(
  _spec: KeySpec,
  spki: Bytes,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const scheme = schemeOf(algorithm, kind);
  const { padding, hash } = scheme;
  const key = await importPublicKey(spki, { name: NAMES[padding], hash }, ['verify']);
  if (!key) return false;
  if (!hasModulusLength(signature, key)) return false;
  if (kind === 'RAW') return crypto.subtle.verify(parametersOf(scheme), key, signature, message);
  const { verifyRsaDigest } = await import('./rsa-digest.ts');
  return verifyRsaDigest(spki, scheme, message, signature);
}

async function encrypt(spec: KeySpec, spki: Bytes, algorithm: string, plaintext: Bytes): Promise<Bytes> {
  const parameters = ENCRYPTING[algorithm];
  const key = parameters && (await importPublicKey(spki, parameters, ['encrypt']));
  if (!key) throw new TypeError(`not a public key of ${spec} for ${algorithm}`);
  return new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, plaintext));
}

async function decrypt(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  ciphertext: Bytes,
): Promise<Bytes | undefined> {
  const key = await nativeKeyFor(pairOf(spec, 'ENCRYPT_DECRYPT'), material, algorithm);
  if (!hasModulusLength(ciphertext, key)) return undefined;
  try {
    return new Uint8Array(await crypto.subtle.decrypt('RSA-OAEP', key, ciphertext));
  } catch (error) {
    // WebCrypto reports every failed decryption as OperationError.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** RSA_2048, RSA_3072 and RSA_4096. `encrypt` rejects with OperationError if the plaintext is too long for the key. */
export const rsa: Family = {
  generate,
  importSecret,
  canSign: (_spec, material, algorithm, kind) =>
    algorithm in SIGNING &&
    (material.form === 'bare' ? kind !== 'EXTERNAL_MU' : kind === 'RAW' && material.keys[algorithm] !== undefined),
  sign,
  verify,
  encrypt,
  decrypt,
};
