/** DisableKey: a disabled key fails cryptographic operations until it is enabled. */
import { switchedState, updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DisableKey operation. */
export const disableKey: Operation<'DisableKey'> = {
  run: ({ key }) => ({ output: {}, changes: updateKeyChanges(key(), switchedState(key(), 'Disabled')) }),
};
