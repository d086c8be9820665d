/**
 * CancelKeyDeletion: cancels the deletion of a key, which becomes Disabled whatever it was before. If its imported key
 * material is missing, it becomes PendingImport (inferred); if it is in a custom key store that is not connected,
 * Unavailable.
 */
import { isKeyStoreConnected } from '../key-stores/find-key-store.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The CancelKeyDeletion operation. */
export const cancelKeyDeletion: Operation<'CancelKeyDeletion'> = {
  run: async ({ key, reader }) => ({
    output: { KeyId: key().arn },
    changes: updateKeyChanges(key(), {
      ...(!(await isKeyStoreConnected(key(), reader))
        ? { state: 'Unavailable', availableState: 'Disabled' }
        : { state: key().origin === 'EXTERNAL' && key().imported === undefined ? 'PendingImport' : 'Disabled' }),
      deletionAt: undefined,
      pendingWindowInDays: undefined,
    }),
  }),
};
