/** ScheduleKeyDeletion: deletes the key after 7 to 30 days of simulated time. Until then it cannot be used. */
import { KmsError } from '../../model/errors.ts';
import { formatRecordDate } from '../audit/format-dates.ts';
import { backingKeyData } from '../key-stores/backing-key-data.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

const DAY = 86_400_000;
const USUAL_WINDOW = 30;

/** The ScheduleKeyDeletion operation. */
export const scheduleKeyDeletion: Operation<'ScheduleKeyDeletion'> = {
  logged: (input) => ({ keyId: input.KeyId, pendingWindowInDays: input.PendingWindowInDays ?? USUAL_WINDOW }),
  validate({ PendingWindowInDays }) {
    // The model allows 1 to 365 days, the service fewer (recorded: test/conformance/errors.test.ts).
    if (PendingWindowInDays !== undefined && (PendingWindowInDays < 7 || PendingWindowInDays > 30)) {
      throw new KmsError('ValidationException', 'PendingWindowInDays must be between 7 and 30');
    }
  },
  async run({ input, key, now, reader }) {
    const record = key();
    const days = input.PendingWindowInDays ?? USUAL_WINDOW;
    const deletionAt = now + days * DAY;
    return {
      output: {
        KeyId: record.arn,
        DeletionDate: new Date(deletionAt),
        KeyState: 'PendingDeletion',
        PendingWindowInDays: days,
      },
      changes: updateKeyChanges(record, {
        state: 'PendingDeletion',
        availableState: undefined,
        deletionAt,
        pendingWindowInDays: days,
      }),
      responseElements: {
        keyId: record.arn,
        keyState: 'PendingDeletion',
        deletionDate: formatRecordDate(deletionAt),
        pendingWindowInDays: days,
      },
      ...(await backingKeyData(record, reader)),
    };
  },
};
