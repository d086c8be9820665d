/** DescribeKey: returns the metadata of a key, found by ID, ARN or alias. */
import type { Operation } from '../pipeline/operation.ts';
import { keyMetadata } from '../keys/metadata.ts';

/** The DescribeKey operation. */
export const describeKey: Operation<'DescribeKey'> = {
  async run({ key, reader }) {
    const { keyStoreId } = key();
    const store = keyStoreId === undefined ? undefined : await reader.get('keyStores', keyStoreId);
    return { output: { KeyMetadata: keyMetadata(key(), store) } };
  },
};
