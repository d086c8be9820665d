/** GenerateRandom: returns 1 to 1,024 random bytes, of KMS or of the HSMs of a CloudHSM key store. */
import { KmsError } from '../../model/errors.ts';
import { checkConnectionState, findKeyStore } from '../key-stores/find-key-store.ts';
import { keyStoreType } from '../key-stores/key-store-type.ts';
import type { Operation } from '../pipeline/operation.ts';
import { checkRecipient } from '../keys/symmetric-use.ts';

/** The GenerateRandom operation. */
export const generateRandom: Operation<'GenerateRandom'> = {
  logged: () => null,
  validate(input) {
    if (input.NumberOfBytes === undefined) throw new KmsError('ValidationException', 'NumberOfBytes is required.');
  },
  async check(run) {
    const { CustomKeyStoreId } = run.input;
    if (CustomKeyStoreId !== undefined) {
      const store = await findKeyStore(CustomKeyStoreId, run);
      // Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
      if (store.type === 'EXTERNAL_KEY_STORE') throw new KmsError('UnsupportedOperationException');
      checkConnectionState(store, ['CONNECTED']);
    }
    checkRecipient(run.input);
  },
  async run(run) {
    const { CustomKeyStoreId, NumberOfBytes = 0 } = run.input;
    if (CustomKeyStoreId === undefined) return { output: { Plaintext: run.random.bytes(NumberOfBytes) } };
    const store = await findKeyStore(CustomKeyStoreId, run);
    const kind = await keyStoreType(store.type).load();
    if (kind.random === undefined) throw new KmsError('UnsupportedOperationException');
    return { output: { Plaintext: await kind.random(store, NumberOfBytes, run) } };
  },
};
