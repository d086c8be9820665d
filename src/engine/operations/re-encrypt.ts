/** ReEncrypt: from one key to another, the plaintext never leaving KMS. The source side is checked before the destination. */
import type { Operation } from '../operation.ts';
import { parseBlob, type Blob } from '../ciphertext.ts';
import { open, seal } from '../custody/kms.ts';
import { checkAlgorithm, checkCiphertextInput } from '../keys/symmetric-use.ts';

/** The ReEncrypt operation. */
export const reEncrypt: Operation<'ReEncrypt'> = {
  name: 'ReEncrypt',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCRYPT_DECRYPT',
  resources: [
    {
      role: 'source',
      kind: 'ciphertext',
      action: 'kms:ReEncryptFrom',
      from: (input) => input.SourceKeyId,
      blob: (input) => (input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT') ? undefined : input.CiphertextBlob),
      byAlias: true,
      as: 'ReEncryptFrom',
    },
    { role: 'destination', kind: 'key', action: 'kms:ReEncryptTo', from: (input) => input.DestinationKeyId, byAlias: true, as: 'ReEncryptTo' },
  ],
  logged: (input) => ({
    sourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.SourceEncryptionContext === undefined ? {} : { sourceEncryptionContext: { ...input.SourceEncryptionContext } }),
    ...(input.SourceKeyId === undefined ? {} : { sourceKeyId: input.SourceKeyId }),
    destinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.DestinationEncryptionContext === undefined ? {} : { destinationEncryptionContext: { ...input.DestinationEncryptionContext } }),
    destinationKeyId: input.DestinationKeyId ?? '',
    ...(input.DryRun ? { dryRun: true } : {}),
  }),
  validate(input) {
    checkCiphertextInput({
      blob: input.CiphertextBlob,
      keyId: input.SourceKeyId,
      algorithm: input.SourceEncryptionAlgorithm,
      dryRun: input.DryRun,
      modifiers: input.DryRunModifiers,
    });
  },
  check({ input, key }) {
    checkAlgorithm(key('source'), input.SourceEncryptionAlgorithm);
    checkAlgorithm(key('destination'), input.DestinationEncryptionAlgorithm);
  },
  async run({ input, key, reader, random }) {
    const source = key('source');
    const destination = key('destination');
    const blob = parseBlob(input.CiphertextBlob as Uint8Array) as Blob;
    const plaintext = await open(reader, source, blob, input.SourceEncryptionContext);
    const sealed = await seal(reader, random, destination, plaintext, input.DestinationEncryptionContext);
    plaintext.fill(0);
    return {
      output: {
        CiphertextBlob: sealed,
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        SourceKeyMaterialId: blob.materialId,
        DestinationKeyMaterialId: destination.materialId,
      },
      additional: { sourceKeyMaterialId: blob.materialId, destinationKeyMaterialId: destination.materialId },
    };
  },
};
