/**
 * Decrypt: a symmetric ciphertext names its key, and KeyId, if given, must be that key. An asymmetric one needs KeyId
 * and algorithm.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { Operation } from '../pipeline/operation.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkAsymmetric } from '../keys/asymmetric-use.ts';
import { checkAlgorithm, checkCiphertextInput, checkRecipient } from '../keys/symmetric-use.ts';

/** The Decrypt operation. */
export const decrypt: Operation<'Decrypt'> = {
  // CloudTrail logs the key as an ARN, whatever the caller sent, and always the algorithm. Source:
  // https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
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
    checkAsymmetric(key(), input.EncryptionAlgorithm, input.EncryptionContext);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
    const request = { algorithm, ciphertext: input.CiphertextBlob as Bytes, context: input.EncryptionContext };
    const { plaintext, materialId } = await custodianOf(key).decrypt(key, request, run);
    const output = {
      KeyId: key.arn,
      Plaintext: plaintext,
      EncryptionAlgorithm: algorithm,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
