/** EnableKey: the key serves again; an enabled key stays so without error. */
import { changed } from '../keys/key-changes.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The EnableKey operation. */
export const enableKey: Operation<'EnableKey'> = {
  run: ({ key }) => ({ output: {}, changes: changed(key(), { state: 'Enabled' }) }),
};
