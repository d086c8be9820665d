/**
 * CancelKeyDeletion: cancels the deletion of a key, which becomes Disabled whatever it was before. If its imported key material is missing, it
 * becomes PendingImport (inferred).
 */
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The CancelKeyDeletion operation. */
export const cancelKeyDeletion: Operation<'CancelKeyDeletion'> = {
  run: ({ key }) => ({
    output: { KeyId: key().arn },
    changes: updateKeyChanges(key(), {
      state: key().origin === 'EXTERNAL' && key().imported === undefined ? 'PendingImport' : 'Disabled',
      deletionAt: undefined,
      pendingWindowInDays: undefined,
    }),
  }),
};
