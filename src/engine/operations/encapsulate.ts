/** Encapsulate: returns a new shared secret, and its ciphertext for the holder of the ML-KEM key. */
import { custodianOf } from '../custody/custodian-of.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Encapsulate operation. */
export const encapsulate: Operation<'Encapsulate'> = {
  async run(run) {
    const key = run.key();
    const { sharedSecret, ciphertext } = await custodianOf(key).encapsulate(key, run);
    return {
      output: {
        KeyId: key.arn,
        SharedSecret: sharedSecret,
        SharedSecretCiphertextBlob: ciphertext,
        EncapsulationAlgorithm: run.input.EncapsulationAlgorithm,
      },
    };
  },
};
