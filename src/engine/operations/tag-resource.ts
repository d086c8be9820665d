/** TagResource: adds tags to a key, and replaces the values of existing ones. */
import { updateTags, withTags } from '../keys/tags.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The TagResource operation. */
export const tagResource: Operation<'TagResource'> = {
  run(run) {
    const record = run.key();
    return { output: {}, changes: updateTags(record, withTags(record.tags, run.input.Tags), run) };
  },
};
