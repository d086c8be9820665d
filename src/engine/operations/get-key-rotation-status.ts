/** GetKeyRotationStatus: whether the key rotates by itself, and when next. While pending deletion it does not. */
import type { Operation } from '../pipeline/operation.ts';

/** The GetKeyRotationStatus operation. */
export const getKeyRotationStatus: Operation<'GetKeyRotationStatus'> = {
  run({ key }) {
    const { arn, rotation, deletionAt } = key();
    // Period and next date only while it is on. Source: recorded answers.
    if (rotation === undefined || deletionAt !== undefined)
      return { output: { KeyId: arn, KeyRotationEnabled: false } };
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
