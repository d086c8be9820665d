/** The caller of a request, for steps 2 to 8. */
import type { AccountRecord, GroupRecord, PrincipalRecord, SessionRecord } from '../../model/records.ts';

/** The caller of one request, resolved from the directory. The same object as long as nothing of it changes. */
export interface Caller {
  /** ARN in policies and error texts: of the user, root user or role session. For a service, its name. */
  readonly arn: string;
  /** Account. For a service: its own one, which contains its AWS owned keys. */
  readonly account: string;
  /** Record of the principal. For a session: its role. */
  readonly principal: PrincipalRecord;
  /** Record of the account, with the policies of its organization. */
  readonly accountRecord?: AccountRecord;
  /** Groups of a user. */
  readonly groups: readonly GroupRecord[];
  /** Name of a role session. */
  readonly session?: string;
  /** Session policy and tags: of the credentials from STS that signed the request, or of the session ARN. */
  readonly sessionRecord?: SessionRecord;
  /** Access key that signed the request, or the first one of the caller. Omitted: none. */
  readonly accessKey?: { readonly id: string; readonly createdAt: number | undefined };
}
