/**
 * EnableKey: enables a key; no error if it is enabled already. A key that missed rotations while disabled rotates once,
 * immediately. Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html
 */
import { switchedState } from '../keys/key-changes.ts';
import { updateRelatedChanges } from '../keys/multi-region.ts';
import { postponedRotation } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKey operation. */
export const enableKey: Operation<'EnableKey'> = {
  run: async ({ key, now, reader }) => ({
    output: {},
    changes: await updateRelatedChanges(key(), postponedRotation(key(), now), reader, switchedState(key(), 'Enabled')),
  }),
};
