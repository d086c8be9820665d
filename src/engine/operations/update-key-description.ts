/** UpdateKeyDescription: replaces the description, up to 8,192 characters. */
import { updateKeyChanges } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The UpdateKeyDescription operation. */
export const updateKeyDescription: Operation<'UpdateKeyDescription'> = {
  run: ({ input, key }) => ({ output: {}, changes: updateKeyChanges(key(), { description: input.Description }) }),
};
