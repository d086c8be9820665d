/** DisableKeyRotation: no more rotation by itself. On asymmetric and HMAC keys it succeeds and does nothing, as measured on AWS. */
import { changed } from '../keys/key-changes.ts';
import { refuseOrigin } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DisableKeyRotation operation. */
export const disableKeyRotation: Operation<'DisableKeyRotation'> = {
  early({ key }) {
    refuseOrigin(key());
  },
  run: ({ key }) => ({ output: {}, changes: changed(key(), { rotation: undefined }) }),
};
