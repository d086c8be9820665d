/**
 * EnableKey: the key serves again; an enabled key stays so without error. A key that missed its rotation rotates once, at once, however many periods it
 * missed. Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html.
 */
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKey operation. */
export const enableKey: Operation<'EnableKey'> = {
  run: ({ key, now }) => {
    const { rotation } = key();
    const isLate = rotation !== undefined && rotation.nextAt < now;
    return {
      output: {},
      changes: updateKeyChanges(key(), {
        state: 'Enabled',
        rotation: isLate ? { ...rotation, nextAt: now } : rotation,
      }),
    };
  },
};
