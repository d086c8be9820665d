/** ListResourceTags: lists the tags of a key, sorted by tag key. */
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The ListResourceTags operation. */
export const listResourceTags: Operation<'ListResourceTags'> = {
  run({ input, key }) {
    const limit = pageSize('ListResourceTags', input.Limit);
    const after = decodeMarker(input.Marker, ['string'])?.[0];
    const tags = Object.entries(key().tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([tagKey]) => after === undefined || tagKey > String(after));
    const { page, ...rest } = createPage(tags, limit, ([tagKey]) => [tagKey]);
    return { output: { Tags: page.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest } };
  },
};
