/** Finds custom key stores of the caller's account in the Region of the request. */
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';

type Place = Pick<CallContext, 'reader' | 'caller' | 'region'>;

/**
 * Returns the key store with an ID.
 * @throws {KmsError} CustomKeyStoreNotFoundException
 */
export async function findKeyStore(id: string, { reader, caller, region }: Place): Promise<KeyStoreRecord> {
  const store = await reader.get('keyStores', id);
  if (store?.account !== caller.account || store.region !== region)
    throw new KmsError('CustomKeyStoreNotFoundException');
  return store;
}

/** Returns all key stores, by name. An account has at most ten in a Region. */
export function listKeyStores({ reader, caller, region }: Place): Promise<readonly KeyStoreRecord[]> {
  return reader.all('keyStores', 'place', [caller.account, region]);
}

/**
 * Checks that no other key store has `name`.
 * @throws {KmsError} CustomKeyStoreNameInUseException
 */
export async function checkName(name: string, place: Place, except?: string): Promise<void> {
  const stores = await listKeyStores(place);
  if (stores.some((store) => store.name === name && store.id !== except))
    throw new KmsError('CustomKeyStoreNameInUseException');
}

/**
 * Checks that a key store is in one of `states`.
 * @throws {KmsError} CustomKeyStoreInvalidStateException
 */
export function checkConnectionState(store: KeyStoreRecord, states: readonly KeyStoreRecord['state'][]): void {
  if (!states.includes(store.state))
    throw new KmsError(
      'CustomKeyStoreInvalidStateException',
      undefined,
      `The ConnectionState of key store ${store.name} is ${store.state}. This operation needs ${states.join(' or ')}.`,
    );
}

/** Whether the key store of a key is connected. True for a key in no key store. */
export async function isKeyStoreConnected({ keyStoreId }: KeyRecord, reader: Reader): Promise<boolean> {
  return keyStoreId === undefined || (await reader.get('keyStores', keyStoreId))?.state === 'CONNECTED';
}
