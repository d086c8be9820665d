/** EnableKeyRotation: new material by itself after each period of 90 to 2,560 days of the world's clock. Asked again, the period begins anew. */
import { changed } from '../keys/key-changes.ts';
import { DAY, refuseOrigin, refuseSpec, USUAL_PERIOD } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKeyRotation operation. */
export const enableKeyRotation: Operation<'EnableKeyRotation'> = {
  logged: (input) => ({ keyId: input.KeyId, rotationPeriodInDays: input.RotationPeriodInDays ?? USUAL_PERIOD }),
  early({ key }) {
    refuseOrigin(key());
  },
  check({ key }) {
    refuseSpec(key());
  },
  run({ input, key, now }) {
    const periodInDays = input.RotationPeriodInDays ?? USUAL_PERIOD;
    return { output: {}, changes: changed(key(), { rotation: { periodInDays, nextAt: now + periodInDays * DAY } }) };
  },
};
