/** The name by which CloudTrail's event history finds a caller. */
import type { CloudTrailRecord } from '../../model/audit.ts';

/**
 * Returns `Username` of a record: the name of a user, `root` for the root user, the session name of a session.
 * Undefined if the record names no user.
 */
export function userNameOf({ userIdentity }: CloudTrailRecord): string | undefined {
  const { type, userName, principalId, arn, invokedBy } = userIdentity;
  if (type === 'Root') return 'root';
  if (type === 'AssumedRole') return arn?.replace(/^.*\//, '');
  if (type === 'FederatedUser') return principalId?.replace(/^.*:/, '');
  return userName ?? invokedBy;
}
