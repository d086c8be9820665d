/** GetKeyRotationStatus: whether the key rotates automatically, and when next. It does not while pending deletion. */
import { checkRotationOrigin } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GetKeyRotationStatus operation. */
export const getKeyRotationStatus: Operation<'GetKeyRotationStatus'> = {
  early({ key }) {
    // Documented for this state only: imported key material rotates on demand.
    if (key().state === 'PendingImport') checkRotationOrigin(key());
  },
  run({ key }) {
    const { arn, rotation, state } = key();
    const isPendingDeletion = state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
    // Period and next date only while rotation is enabled (recorded: test/engine/keys/rotation.test.ts).
    if (rotation === undefined || isPendingDeletion) return { output: { KeyId: arn, KeyRotationEnabled: false } };
    return {
      output: {
        KeyId: arn,
        KeyRotationEnabled: true,
        RotationPeriodInDays: rotation.periodInDays,
        NextRotationDate: new Date(rotation.nextAt),
      },
    };
  },
};
