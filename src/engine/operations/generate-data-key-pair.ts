/** GenerateDataKeyPair: generates a data key pair and returns its private key in plaintext and encrypted. */
import { checkDataKeyUsage } from '../keys/data-key.ts';
import { makeDataKeyPair } from '../keys/data-key-pair.ts';
import { checkRecipient } from '../keys/symmetric-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GenerateDataKeyPair operation. */
export const generateDataKeyPair: Operation<'GenerateDataKeyPair'> = {
  check({ input, key }) {
    checkRecipient(input);
    checkDataKeyUsage(key());
  },
  async run(run) {
    const key = run.key();
    const { privateKey, publicKey, ciphertext, materialId } = await makeDataKeyPair(run.input, key, run);
    const output = {
      PrivateKeyCiphertextBlob: ciphertext,
      PrivateKeyPlaintext: privateKey,
      PublicKey: publicKey,
      KeyId: key.arn,
      KeyPairSpec: run.input.KeyPairSpec,
      ...(materialId === undefined ? {} : { KeyMaterialId: materialId }),
    };
    return materialId === undefined ? { output } : { output, additionalEventData: { keyMaterialId: materialId } };
  },
};
