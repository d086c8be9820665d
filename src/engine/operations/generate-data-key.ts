/** GenerateDataKey: generates a data key and returns it in plaintext and encrypted. */
import type { Operation } from '../pipeline/operation.ts';
import { checkDataKeyUsage, checkDataKeySize, makeDataKey } from '../keys/data-key.ts';
import { checkRecipient } from '../keys/symmetric-use.ts';

/** The GenerateDataKey operation. */
export const generateDataKey: Operation<'GenerateDataKey'> = {
  early({ input }) {
    checkDataKeySize(input);
  },
  check({ input, key }) {
    checkRecipient(input);
    checkDataKeyUsage(key());
  },
  async run(run) {
    const key = run.key();
    const { plaintext, ciphertext, materialId } = await makeDataKey(run.input, key, run);
    const output = {
      CiphertextBlob: ciphertext,
      Plaintext: plaintext,
      KeyId: key.arn,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
