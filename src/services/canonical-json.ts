/** JSON with one form for each value: members sorted, no spaces. A signature does not depend on their order. */

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

/**
 * Returns the canonical JSON text of a value with texts, integers, booleans, arrays and objects. Source:
 * https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: object): string {
  return JSON.stringify(sorted(value));
}
