/** UntagResource: removes tags from a key. Tag keys that it does not have are ignored. */
import { updateTags, withoutTags } from '../keys/tags.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The UntagResource operation. */
export const untagResource: Operation<'UntagResource'> = {
  run(run) {
    const record = run.key();
    return { output: {}, changes: updateTags(record, withoutTags(record.tags, run.input.TagKeys), run) };
  },
};
