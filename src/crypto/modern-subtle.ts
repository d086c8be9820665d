/**
 * SubtleCrypto with what TypeScript's library does not know yet: the seeds, formats and operations of "Modern Algorithms in the Web Cryptography API".
 * A browser that lacks them answers NotSupportedError or TypeError: capability.ts finds out.
 */
import type { Bytes } from '../base/bytes.ts';

/** Uses of a key, those of ML-KEM included. */
export type ModernKeyUsage = KeyUsage | 'encapsulateBits' | 'decapsulateBits';

/** Formats of a key, the seeds of ML-DSA and ML-KEM included. */
export type ModernKeyFormat = 'pkcs8' | 'spki' | 'raw' | 'raw-seed';

/** The parameters of an algorithm that the calls below take. */
export type ModernAlgorithm =
  AlgorithmIdentifier | RsaHashedKeyGenParams | RsaHashedImportParams | EcKeyGenParams | HmacKeyGenParams;

interface ModernSubtle {
  generateKey(
    algorithm: ModernAlgorithm,
    extractable: boolean,
    usages: readonly ModernKeyUsage[],
  ): Promise<CryptoKeyPair | CryptoKey>;
  importKey(
    format: ModernKeyFormat,
    data: Bytes,
    algorithm: ModernAlgorithm,
    extractable: boolean,
    usages: readonly ModernKeyUsage[],
  ): Promise<CryptoKey>;
  exportKey(format: ModernKeyFormat, key: CryptoKey): Promise<ArrayBuffer>;
  wrapKey(
    format: ModernKeyFormat,
    key: CryptoKey,
    wrappingKey: CryptoKey,
    algorithm: AesGcmParams,
  ): Promise<ArrayBuffer>;
  unwrapKey(
    format: ModernKeyFormat,
    wrapped: ArrayBuffer,
    unwrappingKey: CryptoKey,
    unwrapAlgorithm: AesGcmParams,
    algorithm: ModernAlgorithm,
    extractable: boolean,
    usages: readonly ModernKeyUsage[],
  ): Promise<CryptoKey>;
  encapsulateBits(
    algorithm: AlgorithmIdentifier,
    key: CryptoKey,
  ): Promise<{ readonly sharedKey: ArrayBuffer; readonly ciphertext: ArrayBuffer }>;
  decapsulateBits(algorithm: AlgorithmIdentifier, key: CryptoKey, ciphertext: Bytes): Promise<ArrayBuffer>;
}

/** The browser's SubtleCrypto, seen with those members. */
export const modernSubtle = crypto.subtle as unknown as ModernSubtle;
