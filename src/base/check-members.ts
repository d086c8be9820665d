/**
 * Checks that an object has no members but `names`.
 * @throws {TypeError} naming the first other member, and `what`, the object
 */
export function checkMembers(value: object, names: readonly string[], what: string): void {
  const unknownName = Object.keys(value).find((name) => !names.includes(name));
  if (unknownName !== undefined) throw new TypeError(`${what} has the unknown member ${unknownName}.`);
}
