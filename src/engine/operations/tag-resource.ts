/** TagResource: adds tags to a key, replacing the values of those that are there. */
import { changed } from '../keys/change.ts';
import { withTags } from '../keys/tags.ts';
import type { Operation } from '../operation.ts';

/** The TagResource operation. */
export const tagResource: Operation<'TagResource'> = {
  name: 'TagResource',
  readOnly: false,
  resources: [{ role: 'key', kind: 'key', action: 'kms:TagResource', from: (input) => input.KeyId }],
  run({ input, key }) {
    const record = key();
    return { output: {}, changes: changed(record, { tags: withTags(record.tags, input.Tags ?? []) }) };
  },
};
