/** UntagResource: takes tags from a key; keys that it does not have are no error. */
import { changed } from '../keys/change.ts';
import { withoutTags } from '../keys/tags.ts';
import type { Operation } from '../operation.ts';

/** The UntagResource operation. */
export const untagResource: Operation<'UntagResource'> = {
  name: 'UntagResource',
  readOnly: false,
  resources: [{ role: 'key', kind: 'key', action: 'kms:UntagResource', from: (input) => input.KeyId }],
  run({ input, key }) {
    const record = key();
    return { output: {}, changes: changed(record, { tags: withoutTags(record.tags, input.TagKeys ?? []) }) };
  },
};
