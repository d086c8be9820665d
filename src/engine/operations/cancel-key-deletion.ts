/** CancelKeyDeletion: the key stays, and is Disabled whatever it was before. */
import type { KeyRecord } from '../../model/records.ts';
import type { Operation } from '../operation.ts';

/** The CancelKeyDeletion operation. */
export const cancelKeyDeletion: Operation<'CancelKeyDeletion'> = {
  name: 'CancelKeyDeletion',
  readOnly: false,
  resources: [{ role: 'key', kind: 'key', action: 'kms:CancelKeyDeletion', from: (input) => input.KeyId }],
  run({ key }) {
    const before = key();
    const { dueAt: _dueAt, pendingWindowInDays: _window, ...kept } = before;
    const after: KeyRecord = { ...kept, state: 'Disabled' };
    return { output: { KeyId: before.arn }, changes: [{ store: 'keys', before, after }] };
  },
};
