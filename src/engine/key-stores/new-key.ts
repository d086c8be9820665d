/** CreateKey in a custom key store: which members belong together, and what the key store must be. */
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import type { OriginType } from '../../model/sdk.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { checkConnectionState, findKeyStore } from './find-key-store.ts';
import { keyStoreType, typeOfOrigin } from './key-store-type.ts';

type Input = ValidInput<'CreateKey'>;

const invalid = (text: string): KmsError => new KmsError('ValidationException', text);

/**
 * Checks that Origin, CustomKeyStoreId, XksKeyId and MultiRegion agree. AWS documents which belong together, but not
 * the errors (inferred).
 * @throws {KmsError} ValidationException or UnsupportedOperationException
 */
export function checkKeyStoreMembers(input: Input, origin: OriginType): void {
  const isExternal = origin === 'EXTERNAL_KEY_STORE';
  if (typeOfOrigin(origin) === undefined) {
    if (input.CustomKeyStoreId !== undefined)
      throw invalid(`CustomKeyStoreId is not valid for a key with Origin ${origin}.`);
  } else {
    if (input.CustomKeyStoreId === undefined)
      throw invalid(`CustomKeyStoreId is required for a key with Origin ${origin}.`);
    if (input.MultiRegion)
      throw new KmsError('UnsupportedOperationException', 'A key in a custom key store cannot be a multi-Region key.');
  }
  if (isExternal !== (input.XksKeyId !== undefined))
    throw invalid(`XksKeyId is ${isExternal ? 'required' : 'not valid'} for a key with Origin ${origin}.`);
}

/**
 * Returns the connected key store that is to hold a new key. Undefined: none is asked for.
 * @throws {KmsError}
 */
export async function findStoreOfNewKey(
  { CustomKeyStoreId: id, Origin: origin = 'AWS_KMS' }: Input,
  context: CallContext,
): Promise<KeyStoreRecord | undefined> {
  if (id === undefined) return undefined;
  const store = await findKeyStore(id, context);
  if (store.type !== typeOfOrigin(origin))
    throw invalid(`A key store of type ${store.type} cannot hold a key with Origin ${origin}.`);
  checkConnectionState(store, ['CONNECTED']);
  return store;
}

/**
 * Checks that a key can be created in `store`. Returns the members of the key that say where it is.
 * @throws {KmsError}
 */
export async function prepareKeyInStore(
  store: KeyStoreRecord,
  input: Input,
  context: CallContext,
): Promise<Pick<KeyRecord, 'keyStoreId' | 'xksKeyId'>> {
  const kind = await keyStoreType(store.type).load();
  return { keyStoreId: store.id, ...(await kind.prepareKey(store, input, context)) };
}
