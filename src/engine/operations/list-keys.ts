/** ListKeys: lists the keys of the caller's account in this Region, oldest first, including those pending deletion. */
import type { Operation } from '../pipeline/operation.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';

/** The ListKeys operation. */
export const listKeys: Operation<'ListKeys'> = {
  async run({ input, caller, region, reader }) {
    const limit = pageSize('ListKeys', input.Limit);
    const place = decodeMarker(input.Marker, ['number', 'string']);
    const by = [caller.account, region];
    const keys = await reader.page('keys', 'place', by, limit + 1, place && [...by, ...place]);
    const { page, ...rest } = createPage(keys, limit, (key) => [key.createdAt, key.keyId]);
    return { output: { Keys: page.map((key) => ({ KeyId: key.keyId, KeyArn: key.arn })), ...rest } };
  },
};
