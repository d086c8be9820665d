/**
 * DisconnectCustomKeyStore: makes the keys of a key store Unavailable at once. The key store is DISCONNECTED some time
 * later. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html
 */
import { connectionChanges } from '../key-stores/connection-changes.ts';
import { checkConnectionState, findKeyStore } from '../key-stores/find-key-store.ts';
import { keyStoreEventData } from '../key-stores/key-store-entry.ts';
import { DISCONNECT_MS, keyStoreType } from '../key-stores/key-store-type.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DisconnectCustomKeyStore operation. */
export const disconnectCustomKeyStore: Operation<'DisconnectCustomKeyStore'> = {
  async check(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    checkConnectionState(store, ['CONNECTED', 'FAILED', 'CONNECTING']);
  },
  async run(run) {
    const store = await findKeyStore(run.input.CustomKeyStoreId, run);
    await (await keyStoreType(store.type).load()).disconnect(store, run);
    const changes = await connectionChanges(run.reader, store, {
      state: 'DISCONNECTING',
      errorCode: undefined,
      next: { state: 'DISCONNECTED' },
      dueAt: run.now + DISCONNECT_MS,
    });
    return { output: {}, changes, additionalEventData: keyStoreEventData(store) };
  },
};
