/**
 * Data keys: random bytes and their copy encrypted under a KMS key. GenerateDataKey returns both,
 * GenerateDataKeyWithoutPlaintext only the copy.
 */
import { copyBytes, type Bytes } from '../../base/bytes.ts';
import { DATA_KEY_BYTES } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import type { KeyRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { CallContext } from '../pipeline/call-context.ts';

/** Input of the operations that generate a data key. */
export interface DataKeyInput {
  readonly KeySpec?: keyof typeof DATA_KEY_BYTES | undefined;
  readonly NumberOfBytes?: number | undefined;
  readonly EncryptionContext?: Readonly<Record<string, string>> | undefined;
}

/**
 * Checks that exactly one of KeySpec and NumberOfBytes is given. Text and order are measured
 * (test/conformance/errors.test.ts).
 * @throws {KmsError} ValidationException
 */
export function checkDataKeySize(input: DataKeyInput): void {
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
    throw new KmsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
}

/**
 * Checks that a key is symmetric.
 * @throws {KmsError} InvalidKeyUsageException
 */
export function checkDataKeyUsage(key: KeyRecord): void {
  if (!fitsKey(OPERATION_FACTS.GenerateDataKey, key))
    throw new KmsError('InvalidKeyUsageException', 'You cannot generate a data key with an asymmetric CMK').because(
      'data-key-under-asymmetric',
    );
}

/** Generates a data key, and encrypts it under `key`. */
export async function makeDataKey(
  input: DataKeyInput,
  key: KeyRecord,
  context: CallContext,
): Promise<{ readonly plaintext: Bytes; readonly ciphertext: Bytes; readonly materialId: string | undefined }> {
  const length = input.KeySpec === undefined ? (input.NumberOfBytes ?? 0) : DATA_KEY_BYTES[input.KeySpec];
  // In an external key store the proxy encrypts once, also if a conflict repeats the call: the same data key then. A
  // copy, because the caller may overwrite it.
  const plaintext =
    key.xksKeyId === undefined
      ? context.random.bytes(length)
      : copyBytes(await context.once('data key', () => Promise.resolve(context.random.bytes(length))));
  const request = { algorithm: 'SYMMETRIC_DEFAULT', plaintext, context: input.EncryptionContext };
  const { ciphertext, materialId } = await custodianOf(key).encrypt(key, request, context);
  return { plaintext, ciphertext, materialId };
}
