/**
 * Encrypt: encrypts up to 4,096 bytes with a symmetric key, or as much as the algorithm of an asymmetric key allows.
 */
import type { Operation } from '../pipeline/operation.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkAsymmetric } from '../keys/asymmetric-use.ts';
import { checkAlgorithm } from '../keys/symmetric-use.ts';

/** The Encrypt operation. */
export const encrypt: Operation<'Encrypt'> = {
  logged: ({ EncryptionContext, KeyId, EncryptionAlgorithm, DryRun }) => ({
    ...(EncryptionContext === undefined ? {} : { encryptionContext: { ...EncryptionContext } }),
    keyId: KeyId,
    encryptionAlgorithm: EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(DryRun ? { dryRun: true } : {}),
  }),
  check({ input, key }) {
    checkAlgorithm(key(), input.EncryptionAlgorithm);
    checkAsymmetric(key(), input.EncryptionAlgorithm, input.EncryptionContext, input.Plaintext);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
    const request = { algorithm, plaintext: input.Plaintext, context: input.EncryptionContext };
    const { ciphertext, materialId } = await custodianOf(key).encrypt(key, request, run);
    const output = { CiphertextBlob: ciphertext, KeyId: key.arn, EncryptionAlgorithm: algorithm };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
