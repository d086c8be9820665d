/** GenerateDataKeyWithoutPlaintext: generates a data key and returns it only encrypted. */
import type { Operation } from '../pipeline/operation.ts';
import { checkDataKeyUsage, checkDataKeySize, makeDataKey } from '../keys/data-key.ts';

/** The GenerateDataKeyWithoutPlaintext operation. */
export const generateDataKeyWithoutPlaintext: Operation<'GenerateDataKeyWithoutPlaintext'> = {
  early({ input }) {
    checkDataKeySize(input);
  },
  check({ key }) {
    checkDataKeyUsage(key());
  },
  async run(run) {
    const key = run.key();
    const { plaintext, ciphertext, materialId } = await makeDataKey(run.input, key, run);
    plaintext.fill(0);
    const output = {
      CiphertextBlob: ciphertext,
      KeyId: key.arn,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
