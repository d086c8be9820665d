/**
 * DeleteCustomKeyStore: deletes a key store without KMS keys. What is behind it, with the keys there, remains. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html
 */
import { KmsError } from '../../model/errors.ts';
import { checkConnectionState, findKeyStore } from '../key-stores/find-key-store.ts';
import { keyStoreEventData } from '../key-stores/key-store-entry.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DeleteCustomKeyStore operation. */
export const deleteCustomKeyStore: Operation<'DeleteCustomKeyStore'> = {
  async check(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    checkConnectionState(store, ['DISCONNECTED']);
    const keys = await run.reader.page('keys', 'keyStore', [store.id], 1);
    if (keys.length > 0) throw new KmsError('CustomKeyStoreHasCMKsException');
  },
  async run(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    return {
      output: {},
      changes: [{ store: 'keyStores', before: store }],
      additionalEventData: keyStoreEventData(store),
    };
  },
};
