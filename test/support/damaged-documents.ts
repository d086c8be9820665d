/** Damages JSON documents, for tests of documents of strangers. */
type Json = Record<string | number, unknown>;

/** A place in a document: names of members and indexes. */
export type Place = readonly (string | number)[];

/** Returns every place of a document: the document, and each member and entry. */
export function placesIn(value: unknown, path: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...members.flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

/** Replaces what is at a place of a copy of a document, or adds a member there. */
export function damaged(document: object, place: Place, value: unknown, adds: boolean): unknown {
  const copy = structuredClone(document) as Json;
  const [last, ...rest] = place.toReversed();
  if (last === undefined) return value;
  let at = copy;
  for (const name of rest.toReversed()) at = at[name] as Json;
  const target = at[last];
  if (adds && typeof target === 'object' && target !== null)
    (target as Json)[Array.isArray(target) ? target.length : 'other'] = value;
  else at[last] = value;
  return copy;
}
