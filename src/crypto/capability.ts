/**
 * Tests whether this browser supports a key spec natively: each probe generates a key as native-keys.ts does and uses
 * it once. Browsers differ in the newer algorithms, and support for a name does not imply support for its formats and
 * operations.
 */
import { encodeUtf8 } from '../base/bytes.ts';
import type { KeySpec } from '../model/sdk.ts';
import type { ServedBy } from './family.ts';
import { generatePair } from './generate-pair.ts';
import { modernSubtle as subtle, type ModernAlgorithm } from './modern-subtle.ts';

const MESSAGE = encodeUtf8('probe');

async function signs(
  algorithm: ModernAlgorithm & { name: string },
  parameters: AlgorithmIdentifier | EcdsaParams = algorithm,
): Promise<void> {
  const pair = await generatePair(algorithm, false, ['sign', 'verify']);
  const spki = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const publicKey = await subtle.importKey('spki', spki, algorithm, false, ['verify']);
  const signature = await crypto.subtle.sign(parameters, pair.privateKey, MESSAGE);
  if (!(await crypto.subtle.verify(parameters, publicKey, signature, MESSAGE)))
    throw new Error(`${algorithm.name} does not verify its own signature`);
}

async function seeds(
  name: string,
  usages: readonly ['sign' | 'decapsulateBits', 'verify' | 'encapsulateBits'],
): Promise<void> {
  const { privateKey } = await generatePair({ name }, true, usages);
  await subtle.importKey('raw-seed', new Uint8Array(await subtle.exportKey('raw-seed', privateKey)), { name }, false, [
    usages[0],
  ]);
}

async function encapsulates(name: string): Promise<void> {
  const pair = await generatePair({ name }, false, ['encapsulateBits', 'decapsulateBits']);
  const spki = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const publicKey = await subtle.importKey('spki', spki, { name }, false, ['encapsulateBits']);
  const { ciphertext } = await subtle.encapsulateBits({ name }, publicKey);
  await subtle.decapsulateBits({ name }, pair.privateKey, new Uint8Array(ciphertext));
  await seeds(name, ['decapsulateBits', 'encapsulateBits']);
}

async function mlDsa(name: string): Promise<void> {
  await signs({ name });
  await seeds(name, ['sign', 'verify']);
}

async function rsa(): Promise<void> {
  // Small on purpose: the probe tests only whether the algorithm exists, and its key is discarded.
  const size = { modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
  await signs({ name: 'RSASSA-PKCS1-v1_5', ...size });
}

const ecdsa = (namedCurve: string) => signs({ name: 'ECDSA', namedCurve }, { name: 'ECDSA', hash: 'SHA-256' });

async function hmac(hash: string, length: number): Promise<void> {
  const key = (await subtle.generateKey({ name: 'HMAC', hash, length }, false, ['sign'])) as CryptoKey;
  await crypto.subtle.sign('HMAC', key, MESSAGE);
}

async function aes(): Promise<void> {
  await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Specs without a row have no WebCrypto name: SHA-224, SM2 and secp256k1. */
const PROBES: Readonly<Partial<Record<KeySpec, () => Promise<void>>>> = {
  SYMMETRIC_DEFAULT: aes,
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: () => ecdsa('P-256'),
  ECC_NIST_P384: () => ecdsa('P-384'),
  ECC_NIST_P521: () => ecdsa('P-521'),
  ECC_NIST_EDWARDS25519: () => signs({ name: 'Ed25519' }),
  HMAC_256: () => hmac('SHA-256', 256),
  HMAC_384: () => hmac('SHA-384', 384),
  HMAC_512: () => hmac('SHA-512', 512),
  ML_DSA_44: () => mlDsa('ML-DSA-44'),
  ML_DSA_65: () => mlDsa('ML-DSA-65'),
  ML_DSA_87: () => mlDsa('ML-DSA-87'),
  ML_KEM_512: () => encapsulates('ML-KEM-512'),
  ML_KEM_768: () => encapsulates('ML-KEM-768'),
  ML_KEM_1024: () => encapsulates('ML-KEM-1024'),
};

/** Whether WebCrypto has a name for `spec`, so that some browsers can hold it as a CryptoKey. */
export function hasNativeForm(spec: KeySpec): boolean {
  return PROBES[spec] !== undefined;
}

const found = new Map<() => Promise<void>, Promise<ServedBy>>();

/**
 * Whether SubtleCrypto supports `spec` in this browser. Runs the probe once. Does not cover operations that need the
 * secret bytes of a key (DIGEST).
 */
export function servedBy(spec: KeySpec): Promise<ServedBy> {
  const probe = PROBES[spec];
  if (!probe) return Promise.resolve('library');
  let answer = found.get(probe);
  if (!answer) {
    // Any error counts as no support: browsers report unknown algorithms with different errors.
    answer = probe().then(
      () => 'native',
      () => 'library',
    );
    found.set(probe, answer);
  }
  return answer;
}

/**
 * Runs `native` if SubtleCrypto supports `spec`. Otherwise, or if that fails with NotSupportedError, runs `library`.
 */
export async function nativeOrLibrary<T>(
  spec: KeySpec,
  native: () => Promise<T>,
  library: () => Promise<T>,
): Promise<T> {
  if ((await servedBy(spec)) === 'library') return library();
  try {
    return await native();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return library();
    throw error;
  }
}
