/**
 * Decapsulate: returns the shared secret of a ciphertext. A wrong ciphertext of the right length yields another secret
 * and no error (implicit rejection of ML-KEM).
 */
import { custodianOf } from '../custody/custodian-of.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Decapsulate operation. */
export const decapsulate: Operation<'Decapsulate'> = {
  async run(run) {
    const { input } = run;
    const key = run.key();
    const SharedSecret = await custodianOf(key).decapsulate(key, input.SharedSecretCiphertextBlob, run);
    return { output: { KeyId: key.arn, SharedSecret, EncapsulationAlgorithm: input.EncapsulationAlgorithm } };
  },
};
