/** Checks that the operations on symmetric keys share: algorithm, Recipient, dry runs without a ciphertext. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import { unsupported } from '../pipeline/unsupported.ts';

/**
 * Checks that the key supports `algorithm`.
 * @throws {KmsError} InvalidKeyUsageException
 */
export function checkAlgorithm(key: KeyRecord, algorithm = 'SYMMETRIC_DEFAULT'): void {
  if (!KEY_SPECS[key.spec].encryptionAlgorithms?.includes(algorithm)) {
    throw new KmsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`,
    ).because('key-algorithm');
  }
}

/**
 * Rejects a Recipient.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkRecipient(input: { readonly Recipient?: unknown }): void {
  if (input.Recipient !== undefined) throw unsupported('recipient');
}

/** Checks the ciphertext, key and dry run of Decrypt and ReEncrypt before any lookup. */
export function checkCiphertextInput(input: {
  readonly blob: Uint8Array | undefined;
  readonly keyId: string | undefined;
  readonly algorithm: string | undefined;
  readonly dryRun: boolean | undefined;
  readonly modifiers: readonly string[] | undefined;
}): void {
  const modifiers = input.modifiers ?? [];
  if (modifiers.length > 0 && !input.dryRun)
    throw new KmsError('ValidationException', 'DryRunModifiers can only be specified when DryRun is true');
  const ignored = modifiers.includes('IGNORE_CIPHERTEXT');
  if (input.blob === undefined && !ignored) {
    throw new KmsError(
      'ValidationException',
      "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
    );
  }
  const asymmetric = input.algorithm !== undefined && input.algorithm !== 'SYMMETRIC_DEFAULT';
  if (input.keyId === undefined && (ignored || asymmetric))
    throw new KmsError('ValidationException', 'KeyId must not be null');
}
