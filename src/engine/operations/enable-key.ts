/**
 * EnableKey: enables a key; no error if it is enabled already. A key that missed rotations while disabled rotates once,
 * immediately. Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html
 */
import { switchedState, updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKey operation. */
export const enableKey: Operation<'EnableKey'> = {
  run: ({ key, now }) => {
    const { rotation } = key();
    const isLate = rotation !== undefined && rotation.nextAt < now;
    return {
      output: {},
      changes: updateKeyChanges(key(), {
        ...switchedState(key(), 'Enabled'),
        rotation: isLate ? { ...rotation, nextAt: now } : rotation,
      }),
    };
  },
};
