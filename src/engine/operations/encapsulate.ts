/** Encapsulate: a fresh shared secret, and its ciphertext for the holder of the ML-KEM key. */
import { familyOf } from '../custody/custodian.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Encapsulate operation. */
export const encapsulate: Operation<'Encapsulate'> = {
  name: 'Encapsulate',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCAPSULATE_DECAPSULATE',
  resources: [{ role: 'key', kind: 'key', action: 'kms:Encapsulate', from: (input) => input.KeyId, byAlias: true }],
  async run({ input, key }) {
    const { arn, spec, publicKey = new Uint8Array() } = key();
    const made = await (await familyOf(spec)).encapsulate?.(spec, publicKey);
    return {
      output: {
        KeyId: arn,
        SharedSecret: made?.sharedSecret,
        SharedSecretCiphertextBlob: made?.ciphertext,
        EncapsulationAlgorithm: input.EncapsulationAlgorithm,
      },
    };
  },
};
