/** GenerateDataKeyPairWithoutPlaintext: generates a data key pair and returns its private key only encrypted. */
import { checkDataKeyUsage } from '../keys/data-key.ts';
import { makeDataKeyPair } from '../keys/data-key-pair.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GenerateDataKeyPairWithoutPlaintext operation. */
export const generateDataKeyPairWithoutPlaintext: Operation<'GenerateDataKeyPairWithoutPlaintext'> = {
  check({ key }) {
    checkDataKeyUsage(key());
  },
  async run(run) {
    const key = run.key();
    const { privateKey, publicKey, ciphertext, materialId } = await makeDataKeyPair(run.input, key, run);
    privateKey.fill(0);
    const output = {
      PrivateKeyCiphertextBlob: ciphertext,
      PublicKey: publicKey,
      KeyId: key.arn,
      KeyPairSpec: run.input.KeyPairSpec,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
