/**
 * CancelKeyDeletion: cancels the deletion of a key, which becomes Disabled whatever it was before; Unavailable, if it
 * is in a custom key store that is not connected; PendingImport, if its imported key material is missing (inferred).
 */
import type { KeyRecord } from '../../model/records.ts';
import { isKeyStoreConnected } from '../key-stores/find-key-store.ts';
import { updateKeyChanges, type KeyMembers } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Reader } from '../transaction/reader.ts';

async function stateAfterCancellation(key: KeyRecord, reader: Reader): Promise<KeyMembers> {
  if (key.origin === 'EXTERNAL' && key.imported === undefined) return { state: 'PendingImport' };
  if (!(await isKeyStoreConnected(key, reader))) return { state: 'Unavailable', availableState: 'Disabled' };
  return { state: 'Disabled' };
}

/** The CancelKeyDeletion operation. */
export const cancelKeyDeletion: Operation<'CancelKeyDeletion'> = {
  run: async ({ key, reader }) => ({
    output: { KeyId: key().arn },
    changes: updateKeyChanges(key(), {
      ...(await stateAfterCancellation(key(), reader)),
      deletionAt: undefined,
      pendingWindowInDays: undefined,
    }),
  }),
};
