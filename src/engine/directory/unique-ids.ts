/** Unique IDs: policies and grants refer to the user or role that had the ARN when they were saved. */
import type { PrincipalIds, PrincipalRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Returns the unique IDs of the users and roles among `arns`. Accounts, sessions, federated users and services have
 * none of their own.
 */
export async function resolveUniqueIds(arns: Iterable<string>, reader: Reader): Promise<PrincipalIds> {
  const ids: Record<string, string> = {};
  for (const arn of arns) {
    const found = await reader.get('principals', arn);
    if (found?.kind === 'user' || found?.kind === 'role') ids[arn] = found.uniqueId;
  }
  return ids;
}

/** Whether `ids`, stored with its ARN, match `principal`. */
export const matchesUniqueId = (ids: PrincipalIds | undefined, { arn, uniqueId }: PrincipalRecord): boolean =>
  (ids?.[arn] ?? uniqueId) === uniqueId;

/**
 * Returns those of `ids` whose users and roles were deleted, even if others have their names now: unique IDs by ARN.
 */
export async function isDeletedPrincipal(
  ids: PrincipalIds | undefined,
  reader: Reader,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [arn, id] of Object.entries(ids ?? {})) {
    if ((await reader.get('principals', arn))?.uniqueId !== id) found.set(arn, id);
  }
  return found;
}
