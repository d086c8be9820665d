/** Who calls: the identity that steps 2 to 8 go by. */
import type { AccountRecord, GroupRecord, PrincipalRecord, SessionRecord } from '../../model/records.ts';

/** The caller of one request, resolved from the directory. While nothing of it changes, it is one and the same object. */
export interface Caller {
  /** The ARN that policies and error texts name: of the user, the root, the role session; of a service its name. */
  readonly arn: string;
  /** Of a service: the account of its own, in which its AWS owned keys are. */
  readonly account: string;
  /** The record behind it; of a session: its role. */
  readonly principal: PrincipalRecord;
  /** Its account, with what the organization allows in it. */
  readonly accountRecord?: AccountRecord;
  /** The groups of a user. */
  readonly groups: readonly GroupRecord[];
  /** Of a role session: its name. */
  readonly session?: string;
  /** What a session has of its own: policy, tags. */
  readonly sessionRecord?: SessionRecord;
  readonly accessKeyId?: string;
}
