/**
 * EnableKeyRotation: rotates the key automatically after each period of 90 to 2,560 days of simulated time. Called
 * again, it restarts the period.
 */
import { createSynchronizeEvents } from '../keys/synchronize-events.ts';
import { checkNoReplica, updateRelatedChanges } from '../keys/multi-region.ts';
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
    checkNoReplica(key());
  },
  check({ key }) {
    checkRotationSpec(key());
  },
  async run({ input, key, now, reader, random }) {
    const periodInDays = input.RotationPeriodInDays ?? DEFAULT_ROTATION_PERIOD_DAYS;
    const rotation = { periodInDays, nextAt: now + periodInDays * DAY_MS };
    return {
      output: {},
      changes: await updateRelatedChanges(key(), { rotation }, reader),
      serviceEvents: await createSynchronizeEvents(key(), now, { reader, random }),
    };
  },
};
