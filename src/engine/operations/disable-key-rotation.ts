/**
 * DisableKeyRotation: ends automatic rotation. Succeeds without effect for asymmetric and HMAC keys, as measured on
 * AWS.
 */
import { updateKeyChanges } from '../keys/key-changes.ts';
import { checkRotationOrigin } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DisableKeyRotation operation. */
export const disableKeyRotation: Operation<'DisableKeyRotation'> = {
  early({ key }) {
    checkRotationOrigin(key());
  },
  run: ({ key }) => ({ output: {}, changes: updateKeyChanges(key(), { rotation: undefined }) }),
};
