/**
 * Returns the member of a name that a document gives, `toString` for example: not what an object inherits. Undefined:
 * it has no such member of its own.
 */
export const ownMember = <T>(members: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
