/**
 * ConnectCustomKeyStore: answers at once; the key store is then CONNECTING, and CONNECTED or FAILED some time later. A
 * key store that is CONNECTED or CONNECTING stays so (inferred: AWS documents no error for it). Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
 */
import { connectionChanges } from '../key-stores/connection-changes.ts';
import { checkConnectionState, findKeyStore } from '../key-stores/find-key-store.ts';
import { keyStoreEventData } from '../key-stores/key-store-entry.ts';
import { keyStoreType } from '../key-stores/key-store-type.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The ConnectCustomKeyStore operation. */
export const connectCustomKeyStore: Operation<'ConnectCustomKeyStore'> = {
  async check(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    checkConnectionState(store, ['DISCONNECTED', 'CONNECTED', 'CONNECTING']);
  },
  async run(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    const additionalEventData = keyStoreEventData(store);
    if (store.state !== 'DISCONNECTED') return { output: {}, additionalEventData };
    const { load, connectMs } = keyStoreType(store.type);
    const result = await (await load()).connect(store, run);
    const { errorCode } = result;
    const changes = await connectionChanges(run.reader, store, {
      ...(errorCode === undefined ? result.configuration : {}),
      state: 'CONNECTING',
      next: errorCode === undefined ? { state: 'CONNECTED' } : { state: 'FAILED', errorCode },
      dueAt: run.now + connectMs,
    });
    return { output: {}, changes, additionalEventData };
  },
};
