/** Decrypt: the key is named by the ciphertext; a KeyId beside it must be that key. */
import type { Operation } from '../operation.ts';
import { parseBlob, type Blob } from '../ciphertext.ts';
import { open } from '../custody/kms.ts';
import { checkAlgorithm, checkCiphertextInput, checkRecipient } from '../keys/symmetric-use.ts';

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
      blob: (input) => (input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT') ? undefined : input.CiphertextBlob),
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
  },
  async run({ input, key, reader }) {
    const record = key();
    const blob = parseBlob(input.CiphertextBlob as Uint8Array) as Blob;
    const plaintext = await open(reader, record, blob, input.EncryptionContext);
    return {
      output: { KeyId: record.arn, Plaintext: plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', KeyMaterialId: blob.materialId },
      additional: { keyMaterialId: blob.materialId },
    };
  },
};
