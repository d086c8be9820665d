/** Encrypt: up to 4,096 bytes under a symmetric key, or as much as an asymmetric key takes. */
import type { Operation } from '../pipeline/operation.ts';
import { seal } from '../custody/symmetric-material.ts';
import { checkAsymmetric, encryptFor } from '../keys/asymmetric-use.ts';
import { checkAlgorithm } from '../keys/symmetric-use.ts';

/** The Encrypt operation. */
export const encrypt: Operation<'Encrypt'> = {
  name: 'Encrypt',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCRYPT_DECRYPT',
  resources: [{ role: 'key', kind: 'key', action: 'kms:Encrypt', from: (input) => input.KeyId, byAlias: true }],
  logged: ({ EncryptionContext, KeyId, EncryptionAlgorithm, DryRun }) => ({
    ...(EncryptionContext === undefined ? {} : { encryptionContext: { ...EncryptionContext } }),
    keyId: KeyId ?? '',
    encryptionAlgorithm: EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(DryRun ? { dryRun: true } : {}),
  }),
  check({ input, key }) {
    checkAlgorithm(key(), input.EncryptionAlgorithm);
    if (key().publicKey !== undefined)
      checkAsymmetric(key(), input.EncryptionAlgorithm ?? '', input.EncryptionContext, input.Plaintext);
  },
  async run({ input, key, reader, random }) {
    const record = key();
    if (record.publicKey !== undefined) {
      const CiphertextBlob = await encryptFor(record, input.EncryptionAlgorithm ?? '', input.Plaintext as Uint8Array);
      return { output: { CiphertextBlob, KeyId: record.arn, EncryptionAlgorithm: input.EncryptionAlgorithm } };
    }
    const blob = await seal(reader, random, record, input.Plaintext as Uint8Array, input.EncryptionContext);
    return {
      output: { CiphertextBlob: blob, KeyId: record.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      additional: { keyMaterialId: record.materialId },
    };
  },
};
