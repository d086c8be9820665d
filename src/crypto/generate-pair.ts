/** Generates key pairs where a browser fails to at times. */
import { modernSubtle as subtle, type ModernAlgorithm, type ModernKeyUsage } from './modern-subtle.ts';

const ATTEMPTS = 5;

/**
 * Generates a key pair as SubtleCrypto does, and again if that fails with OperationError: WebKitGTK 2.50.6 does so for
 * 1 of 100 Ed25519 keys (docs/browsers.md).
 */
export async function generatePair(
  algorithm: ModernAlgorithm,
  extractable: boolean,
  usages: readonly ModernKeyUsage[],
): Promise<CryptoKeyPair> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return (await subtle.generateKey(algorithm, extractable, usages)) as CryptoKeyPair;
    } catch (error) {
      if (left <= 1 || !(error instanceof DOMException) || error.name !== 'OperationError') throw error;
    }
  }
}
