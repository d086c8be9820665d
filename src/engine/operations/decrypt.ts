/** Decrypt: a symmetric ciphertext names its key, and a KeyId beside it must be that key; an asymmetric one needs KeyId and algorithm. */
import type { Operation } from '../pipeline/operation.ts';
import { parseBlob, type Blob } from '../custody/ciphertext-blob.ts';
import { open } from '../custody/symmetric-material.ts';
import { checkAsymmetric, decryptWith } from '../keys/asymmetric-use.ts';
import { checkAlgorithm, checkCiphertextInput, checkRecipient, symmetricBlob } from '../keys/symmetric-use.ts';

/** The Decrypt operation. */
export const decrypt: Operation<'Decrypt'> = {
  name: 'Decrypt',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCRYPT_DECRYPT',
  resources: [
    {
      role: 'key',
      kind: 'ciphertext',
      action: 'kms:Decrypt',
      from: (input) => input.KeyId,
      blob: (input) => symmetricBlob(input.CiphertextBlob, input.EncryptionAlgorithm, input.DryRunModifiers),
      byAlias: true,
    },
  ],
  // The key is logged as an ARN whatever the caller sent, and the algorithm always. Source: the guide's Decrypt log entry.
  logged: ({ EncryptionContext, EncryptionAlgorithm, DryRun }, [resource]) => ({
    encryptionAlgorithm: EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(resource?.key === undefined ? {} : { keyId: resource.arn }),
    ...(EncryptionContext === undefined ? {} : { encryptionContext: { ...EncryptionContext } }),
    ...(DryRun ? { dryRun: true } : {}),
  }),
  validate(input) {
    checkCiphertextInput({
      blob: input.CiphertextBlob,
      keyId: input.KeyId,
      algorithm: input.EncryptionAlgorithm,
      dryRun: input.DryRun,
      modifiers: input.DryRunModifiers,
    });
  },
  check({ input, key }) {
    checkRecipient(input);
    checkAlgorithm(key(), input.EncryptionAlgorithm);
    if (key().publicKey !== undefined) checkAsymmetric(key(), input.EncryptionAlgorithm ?? '', input.EncryptionContext);
  },
  async run({ input, key, reader }) {
    const record = key();
    if (record.publicKey !== undefined) {
      const Plaintext = await decryptWith(
        reader,
        record,
        input.EncryptionAlgorithm ?? '',
        input.CiphertextBlob as Uint8Array,
      );
      return { output: { KeyId: record.arn, Plaintext, EncryptionAlgorithm: input.EncryptionAlgorithm } };
    }
    const blob = parseBlob(input.CiphertextBlob as Uint8Array) as Blob;
    const plaintext = await open(reader, record, blob, input.EncryptionContext);
    return {
      output: {
        KeyId: record.arn,
        Plaintext: plaintext,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        KeyMaterialId: blob.materialId,
      },
      additional: { keyMaterialId: blob.materialId },
    };
  },
};
