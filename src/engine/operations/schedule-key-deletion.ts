/**
 * ScheduleKeyDeletion: deletes the key after 7 to 30 days of simulated time. Until then it cannot be used. A primary
 * key with replicas waits for their deletion first. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html
 */
import { KmsError } from '../../model/errors.ts';
import { formatRecordDate } from '../audit/format-dates.ts';
import { backingKeyData } from '../key-stores/backing-key-data.ts';
import { MIN_PENDING_WINDOW_DAYS } from '../keys/delete-key-changes.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';
import { hasReplicas } from '../keys/multi-region.ts';
import { DAY_MS } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

const USUAL_WINDOW = 30;

/** The ScheduleKeyDeletion operation. */
export const scheduleKeyDeletion: Operation<'ScheduleKeyDeletion'> = {
  logged: (input) => ({ keyId: input.KeyId, pendingWindowInDays: input.PendingWindowInDays ?? USUAL_WINDOW }),
  validate({ PendingWindowInDays }) {
    // The model allows 1 to 365 days, the service fewer (recorded: test/conformance/errors.test.ts).
    if (
      PendingWindowInDays !== undefined &&
      (PendingWindowInDays < MIN_PENDING_WINDOW_DAYS || PendingWindowInDays > 30)
    ) {
      throw new KmsError('ValidationException', 'PendingWindowInDays must be between 7 and 30');
    }
  },
  async run({ input, key, now, reader }) {
    const record = key();
    const days = input.PendingWindowInDays ?? USUAL_WINDOW;
    // The waiting period of a primary key starts when its last replica is deleted (delete-key-changes.ts).
    const deletionAt = hasReplicas(record) ? undefined : now + days * DAY_MS;
    const state = deletionAt === undefined ? 'PendingReplicaDeletion' : 'PendingDeletion';
    return {
      output: {
        KeyId: record.arn,
        ...(deletionAt === undefined ? {} : { DeletionDate: new Date(deletionAt) }),
        KeyState: state,
        PendingWindowInDays: days,
      },
      changes: updateKeyChanges(record, {
        state,
        transition: undefined,
        availableState: undefined,
        deletionAt,
        pendingWindowInDays: days,
      }),
      responseElements: {
        keyId: record.arn,
        keyState: state,
        ...(deletionAt === undefined ? {} : { deletionDate: formatRecordDate(deletionAt) }),
        pendingWindowInDays: days,
      },
      ...(await backingKeyData(record, reader)),
    };
  },
};
