/**
 * Pages of list operations. The marker names the last entry of the previous page, so that created or deleted entries
 * shift no page.
 */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS, type ListOperation } from '../../model/operation-facts.ts';

/** The position after which a page starts: members of an index key. */
export type PagePosition = readonly (string | number)[];

/** Returns the page size of `operation` for the Limit of the call. */
export function pageSize(operation: ListOperation, limit: number | undefined): number {
  const { max, default: usual } = OPERATION_FACTS[operation].pages;
  return Math.min(limit ?? usual, max);
}

/** Encodes a position as marker. Opaque to callers. */
export function encodeMarker(place: PagePosition): string {
  return toBase64(encodeUtf8(JSON.stringify(place)));
}

/**
 * Decodes a marker.
 * @param shape type of each member
 * @throws {KmsError} InvalidMarkerException if no page returned it
 */
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
    // Not base64, not UTF-8 or not JSON: the same error as for a wrong shape.
  }
  throw new KmsError('InvalidMarkerException');
}

/** Creates a page from `entries`, which has one more than `limit` if there is a next page. */
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
