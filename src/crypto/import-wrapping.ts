/**
 * Wrapping of key material for import: key pairs of GetParametersForImport, and unwrapping. Symmetric and HMAC material
 * under RSAES_OAEP goes from the wrapped blob into non-extractable CryptoKeys inside SubtleCrypto. Everything else
 * passes through JavaScript: SubtleCrypto has neither AES key wrap with padding (RFC 5649), for which @noble/ciphers is
 * used, nor SM2, and does not tell the public key of a private key. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html
 */
import type { Bytes } from '../base/bytes.ts';
import type { AlgorithmSpec, WrappingKeySpec } from '../model/sdk.ts';

type RsaAlgorithm = Exclude<AlgorithmSpec, 'SM2PKE' | 'RSAES_PKCS1_V1_5'>;

/** Hash of the OAEP padding, and whether an AES key is wrapped that wraps the material. */
const RSA_ALGORITHMS: Readonly<Record<RsaAlgorithm, { readonly hash: string; readonly twoLayers: boolean }>> = {
  RSAES_OAEP_SHA_1: { hash: 'SHA-1', twoLayers: false },
  RSAES_OAEP_SHA_256: { hash: 'SHA-256', twoLayers: false },
  RSA_AES_KEY_WRAP_SHA_1: { hash: 'SHA-1', twoLayers: true },
  RSA_AES_KEY_WRAP_SHA_256: { hash: 'SHA-256', twoLayers: true },
};

const MODULUS_BITS = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 } as const;

/** A wrapping key pair: its private key is a non-extractable CryptoKey, or PKCS#8 that the caller overwrites. */
export interface WrappingPair {
  /** SPKI DER. */
  readonly publicKey: Bytes;
  readonly privateKey?: CryptoKey;
  readonly secret?: Bytes;
}

/** Generates the key pair for an algorithm that fits `spec`. */
export async function generateWrappingPair(
  algorithm: Exclude<AlgorithmSpec, 'RSAES_PKCS1_V1_5'>,
  spec: WrappingKeySpec,
): Promise<WrappingPair> {
  if (algorithm === 'SM2PKE' || spec === 'SM2') {
    const { sm2 } = await import('./sm2.ts');
    const { publicKey, secret } = await sm2.generate('SM2', 'ENCRYPT_DECRYPT', { native: false, secret: true });
    return { publicKey: publicKey as Bytes, secret: secret as Bytes };
  }
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSA-OAEP',
      modulusLength: MODULUS_BITS[spec],
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: RSA_ALGORITHMS[algorithm].hash,
    },
    false,
    // The public key needs a usage, or it is not generated.
    ['encrypt', 'decrypt', 'unwrapKey'],
  );
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    privateKey: pair.privateKey,
  };
}

const isFailure = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof DOMException && names.includes(error.name);

/** Returns the length of the modulus of an RSA key in bytes. */
export function modulusBytes({ algorithm }: CryptoKey): number {
  return (algorithm as KeyAlgorithm & { readonly modulusLength: number }).modulusLength / 8;
}

/**
 * Unwraps a secret that RSA-OAEP wrapped directly into a non-extractable key.
 * @returns undefined if the secret has a length that the algorithm does not allow
 * @throws {UnwrapError} if decryption fails
 */
export async function unwrapSecretKey(
  privateKey: CryptoKey,
  wrapped: Bytes,
  algorithm: HmacImportParams | { readonly name: 'AES-GCM' },
  usages: KeyUsage[],
): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.unwrapKey('raw', wrapped, privateKey, 'RSA-OAEP', algorithm, false, usages);
  } catch (error) {
    if (isFailure(error, 'DataError')) return undefined;
    if (isFailure(error, 'OperationError')) throw new UnwrapError();
    throw error;
  }
}

/** The wrapped material was not wrapped under this key, or was changed. */
export class UnwrapError extends Error {
  override readonly name = 'UnwrapError';
}

/**
 * Returns the material in `wrapped`. The caller overwrites it.
 * @param privateKey CryptoKey of an RSA key, or PKCS#8 of an SM2 key
 * @throws {UnwrapError} if it was not wrapped under this key, or was changed
 */
export async function unwrapBytes(
  algorithm: Exclude<AlgorithmSpec, 'RSAES_PKCS1_V1_5'>,
  privateKey: CryptoKey | Bytes,
  wrapped: Bytes,
): Promise<Bytes> {
  if (algorithm === 'SM2PKE') {
    const { sm2 } = await import('./sm2.ts');
    const material = { form: 'bare', secret: privateKey as Bytes } as const;
    const secret = await sm2.decrypt?.('SM2', material, algorithm, wrapped);
    if (secret === undefined) throw new UnwrapError();
    return secret;
  }
  const key = privateKey as CryptoKey;
  if (!RSA_ALGORITHMS[algorithm].twoLayers) return decryptOaep(key, wrapped);
  const length = modulusBytes(key);
  const { aeskwp } = await import('@noble/ciphers/aes.js');
  const wrappingKey = await decryptOaep(key, wrapped.subarray(0, length));
  try {
    // AWS documents a 256-bit AES key.
    if (wrappingKey.length !== 32) throw new UnwrapError();
    return aeskwp(wrappingKey).decrypt(wrapped.subarray(length)) as Bytes;
  } catch {
    // The library throws Error for every failure.
    throw new UnwrapError();
  } finally {
    wrappingKey.fill(0);
  }
}

async function decryptOaep(key: CryptoKey, wrapped: Bytes): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt('RSA-OAEP', key, wrapped));
  } catch (error) {
    if (isFailure(error, 'OperationError')) throw new UnwrapError();
    throw error;
  }
}

/** Whether the algorithm wraps the material directly with RSA, so that the blob is as long as the modulus. */
export function wrapsDirectly(algorithm: AlgorithmSpec): boolean {
  return algorithm.startsWith('RSAES_OAEP_');
}
