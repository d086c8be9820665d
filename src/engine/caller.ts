/** Who calls: the identity that steps 2 to 8 go by. */
import type { PrincipalRecord } from '../model/records.ts';

/** The caller of one request, resolved from the directory. */
export interface Caller {
  /** The ARN that policies and error texts name: of the user, the root, or the role session. */
  readonly arn: string;
  readonly account: string;
  /** The record behind it; of a session: its role. */
  readonly principal: PrincipalRecord;
  /** Of a role session: its name. */
  readonly session?: string;
  readonly accessKeyId?: string;
}
