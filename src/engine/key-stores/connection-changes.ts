/**
 * Changes of the connection state of a key store, and of the states of its keys that follow. One commit makes both.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html
 */
import type { Change, KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Reader } from '../transaction/reader.ts';

type Members = { readonly [M in keyof KeyStoreRecord]?: KeyStoreRecord[M] | undefined };

/** Returns the change of a key store with `members` replaced. A member set to undefined is removed. */
export function updateKeyStoreChange(store: KeyStoreRecord, members: Members): Change {
  const after = Object.fromEntries(
    Object.entries({ ...store, ...members }).filter(([, value]) => value !== undefined),
  ) as unknown as KeyStoreRecord;
  return { store: 'keyStores', before: store, after };
}

/** Returns the change of a key whose key store connects or disconnects. A key pending deletion keeps its state. */
function keyChanges(key: KeyRecord, isConnected: boolean): readonly Change[] {
  if (isConnected)
    return key.state === 'Unavailable'
      ? updateKeyChanges(key, { state: key.availableState ?? 'Enabled', availableState: undefined })
      : [];
  return key.state === 'Enabled' || key.state === 'Disabled'
    ? updateKeyChanges(key, { state: 'Unavailable', availableState: key.state })
    : [];
}

/** Returns the changes that give a key store a connection state and further members, and its keys their states. */
export async function connectionChanges(
  reader: Reader,
  store: KeyStoreRecord,
  members: Members & Pick<KeyStoreRecord, 'state'>,
): Promise<Change[]> {
  const isConnected = members.state === 'CONNECTED';
  const changes = [updateKeyStoreChange(store, members)];
  if (isConnected === (store.state === 'CONNECTED')) return changes;
  for (const key of await reader.all('keys', 'keyStore', [store.id])) changes.push(...keyChanges(key, isConnected));
  return changes;
}

/** Returns the changes at the end of CONNECTING or DISCONNECTING. */
export function finishConnectionChanges(reader: Reader, store: KeyStoreRecord): Promise<Change[]> {
  const { next } = store;
  if (next === undefined) return Promise.resolve([updateKeyStoreChange(store, { dueAt: undefined })]);
  return connectionChanges(reader, store, { ...next, errorCode: next.errorCode, next: undefined, dueAt: undefined });
}
