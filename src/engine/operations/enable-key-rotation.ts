/**
 * EnableKeyRotation: rotates the key automatically after each period of 90 to 2,560 days of simulated time. Called
 * again, it restarts the period.
 */
import { updateKeyChanges } from '../keys/key-changes.ts';
import { DAY_MS, checkRotationOrigin, checkRotationSpec, DEFAULT_ROTATION_PERIOD_DAYS } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKeyRotation operation. */
export const enableKeyRotation: Operation<'EnableKeyRotation'> = {
  logged: (input) => ({
    keyId: input.KeyId,
    rotationPeriodInDays: input.RotationPeriodInDays ?? DEFAULT_ROTATION_PERIOD_DAYS,
  }),
  early({ key }) {
    checkRotationOrigin(key());
  },
  check({ key }) {
    checkRotationSpec(key());
  },
  run({ input, key, now }) {
    const periodInDays = input.RotationPeriodInDays ?? DEFAULT_ROTATION_PERIOD_DAYS;
    return {
      output: {},
      changes: updateKeyChanges(key(), { rotation: { periodInDays, nextAt: now + periodInDays * DAY_MS } }),
    };
  },
};
