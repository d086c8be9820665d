/** Pages of list operations: the marker names the last entry of the page before, so that entries that come or go move no page. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS, type ListOperation } from '../../model/operation-facts.ts';

/** The place after which a page begins: members of an index key. */
export type PagePosition = readonly (string | number)[];

/** How many entries a page of `operation` has, for the Limit of the call. */
export function pageSize(operation: ListOperation, limit: number | undefined): number {
  const { max, default: usual } = OPERATION_FACTS[operation].pages;
  return Math.min(limit ?? usual, max);
}

/** The marker of a place. Opaque to callers. */
export function encodeMarker(place: PagePosition): string {
  return toBase64(encodeUtf8(JSON.stringify(place)));
}

/** The place in a marker. Throws InvalidMarkerException for one that no page gave. `shape` says the type of each member. */
export function decodeMarker(
  marker: string | undefined,
  shape: readonly ('string' | 'number')[],
): PagePosition | undefined {
  if (marker === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(decodeUtf8(fromBase64(marker)));
    if (
      Array.isArray(place) &&
      place.length === shape.length &&
      place.every((part, index) => typeof part === shape[index])
    )
      return place as (string | number)[];
  } catch {
    // Not base64, not UTF-8 or not JSON: the same answer as a wrong shape.
  }
  throw new KmsError('InvalidMarkerException');
}

/** A page of `entries`, of which one more than `limit` was read if there is a next page. */
export function createPage<T>(
  entries: readonly T[],
  limit: number,
  placeOfEntry: (entry: T) => PagePosition,
): { page: readonly T[]; Truncated: boolean; NextMarker?: string } {
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  if (entries.length <= limit || last === undefined) return { page, Truncated: false };
  return { page, Truncated: true, NextMarker: encodeMarker(placeOfEntry(last)) };
}
