/** The least key policy under which the calls of the log would still be allowed. */
import type { AuditEvent } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import { callerKind, callerName, isServiceName } from '../page/principal-names.ts';

/** Such a policy, and how much it rests on. */
export interface LeastKeyPolicy {
  readonly text: string;
  /** Calls that it rests on, and the principals that made them. */
  readonly calls: number;
  readonly principals: number;
  /**
   * Calls of root users, which are left out: a key policy that names the root of an account lets in whomever the account's IAM policies allow.
   */
  readonly ofRoots: number;
}

/** What whoever keeps the policy needs to come back to it. */
const KEEP = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

/** Who called, by the name that a policy has for them: of a session its role. */
function callerOf({ record: { userIdentity } }: AuditEvent): string | undefined {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { readonly arn?: unknown } | undefined;
  return typeof issuer?.arn === 'string' ? issuer.arn : (userIdentity.arn ?? userIdentity.invokedBy);
}

/** The role of a session's ARN; any other principal is its own. */
function roleOf(principal: string): string {
  const { partition, account, resource } = parseArn(principal) ?? {};
  return callerKind(principal) === 'session'
    ? `arn:${partition}:iam::${account}:role/${resource?.split('/')[1]}`
    : principal;
}

/** The policy for those of `events` that were allowed. `keeper`: who shall be able to change it. */
export function leastKeyPolicy(events: readonly AuditEvent[], keyArn: string, keeper: string): LeastKeyPolicy {
  const needs = new Map<string, Set<string>>();
  let [calls, ofRoots] = [0, 0];
  for (const event of events) {
    const caller = callerOf(event);
    if (event.decision?.allowed !== true || caller === undefined) continue;
    if (callerKind(caller) === 'root') {
      ofRoots += 1;
      continue;
    }
    const actions = event.decision.trace.filter(({ resource }) => resource === keyArn).map(({ action }) => action);
    if (actions.length === 0) continue;
    calls += 1;
    needs.set(caller, new Set([...(needs.get(caller) ?? []), ...actions]));
  }
  const allow = (sid: string, principal: string, actions: readonly string[]) => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: isServiceName(principal) ? { Service: principal } : { AWS: principal },
    Action: actions,
    Resource: '*',
  });
  const used = [...needs].toSorted(([one], [other]) => one.localeCompare(other));
  const Statement = [
    allow('Keeps the policy', roleOf(keeper), KEEP),
    ...used.map(([principal, actions]) =>
      allow(`What ${callerName(principal)} did`, principal, [...actions].toSorted()),
    ),
  ];
  return {
    text: JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2),
    calls,
    principals: needs.size,
    ofRoots,
  };
}
