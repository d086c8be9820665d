/**
 * Types of SubtleCrypto members that TypeScript does not declare yet: the seeds, formats and operations of "Modern
 * Algorithms in the Web Cryptography API". A browser without them fails with NotSupportedError or TypeError;
 * capability.ts tests for them.
 */
import type { Bytes } from '../base/bytes.ts';

/** Key usages, including those of ML-KEM. */
export type ModernKeyUsage = KeyUsage | 'encapsulateBits' | 'decapsulateBits';

/** Key formats, including the seeds of ML-DSA and ML-KEM. */
export type ModernKeyFormat = 'pkcs8' | 'spki' | 'raw' | 'raw-seed';

/** Algorithm parameters of the calls below. */
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

/** SubtleCrypto of the browser with these members. */
export const modernSubtle = crypto.subtle as unknown as ModernSubtle;
