/**
 * ReEncrypt: decrypts with one key and encrypts with another; the plaintext never leaves KMS. Checks the source before
 * the destination.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { Operation } from '../pipeline/operation.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkAsymmetric } from '../keys/asymmetric-use.ts';
import { checkAlgorithm, checkCiphertextInput } from '../keys/symmetric-use.ts';

/** The ReEncrypt operation. */
export const reEncrypt: Operation<'ReEncrypt'> = {
  logged: (input) => ({
    sourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.SourceEncryptionContext === undefined
      ? {}
      : { sourceEncryptionContext: { ...input.SourceEncryptionContext } }),
    ...(input.SourceKeyId === undefined ? {} : { sourceKeyId: input.SourceKeyId }),
    destinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.DestinationEncryptionContext === undefined
      ? {}
      : { destinationEncryptionContext: { ...input.DestinationEncryptionContext } }),
    destinationKeyId: input.DestinationKeyId,
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
    const source = key('source');
    const destination = key('destination');
    checkAlgorithm(source, input.SourceEncryptionAlgorithm);
    checkAlgorithm(destination, input.DestinationEncryptionAlgorithm);
    checkAsymmetric(source, input.SourceEncryptionAlgorithm, input.SourceEncryptionContext);
    checkAsymmetric(destination, input.DestinationEncryptionAlgorithm, input.DestinationEncryptionContext);
  },
  async run(run) {
    const { input, key } = run;
    const source = key('source');
    const destination = key('destination');
    const from = {
      algorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
      ciphertext: input.CiphertextBlob as Bytes,
      context: input.SourceEncryptionContext,
    };
    const decrypted = await custodianOf(source).decrypt(source, from, run);
    try {
      const to = {
        algorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
        plaintext: decrypted.plaintext,
        context: input.DestinationEncryptionContext,
      };
      // Checked only now: the caller never sees the plaintext.
      checkAsymmetric(destination, to.algorithm, undefined, to.plaintext);
      const encrypted = await custodianOf(destination).encrypt(destination, to, run);
      return {
        output: {
          CiphertextBlob: encrypted.ciphertext,
          SourceKeyId: source.arn,
          KeyId: destination.arn,
          SourceEncryptionAlgorithm: from.algorithm,
          DestinationEncryptionAlgorithm: to.algorithm,
          ...(decrypted.materialId === undefined ? {} : { SourceKeyMaterialId: decrypted.materialId }),
          ...(encrypted.materialId === undefined ? {} : { DestinationKeyMaterialId: encrypted.materialId }),
        },
        additionalEventData: {
          ...(decrypted.materialId === undefined ? {} : { sourceKeyMaterialId: decrypted.materialId }),
          ...(encrypted.materialId === undefined ? {} : { destinationKeyMaterialId: encrypted.materialId }),
        },
      };
    } finally {
      decrypted.plaintext.fill(0);
    }
  },
};
