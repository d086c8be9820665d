/** CancelKeyDeletion: the key stays, and is Disabled whatever it was before. */
import { changed } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The CancelKeyDeletion operation. */
export const cancelKeyDeletion: Operation<'CancelKeyDeletion'> = {
  name: 'CancelKeyDeletion',
  readOnly: false,
  resources: [{ role: 'key', kind: 'key', action: 'kms:CancelKeyDeletion', from: (input) => input.KeyId }],
  run: ({ key }) => ({
    output: { KeyId: key().arn },
    changes: changed(key(), { state: 'Disabled', deletionAt: undefined, pendingWindowInDays: undefined }),
  }),
};
