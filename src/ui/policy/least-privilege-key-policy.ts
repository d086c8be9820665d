/** Generates a least-privilege key policy from events of the audit log. */
import type { AuditEvent } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import { callerKind, callerName, isServiceName } from '../page/principal-names.ts';
import { TEXTS } from './policy-texts.ts';

/** A generated policy and the calls that it is based on. */
export interface LeastKeyPolicy {
  readonly text: string;
  /** Number of calls that it is based on, and of the principals that made them. */
  readonly calls: number;
  readonly principals: number;
  /**
   * Number of calls by root users, which are left out: a key policy that names the root user of an account lets IAM
   * policies of that account allow access.
   */
  readonly ofRoots: number;
}

/** The actions that let a principal read and change the policy. */
const KEEP = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

/** The caller as a policy names it: for a role session its role. */
function callerOf({ record: { userIdentity } }: AuditEvent): string | undefined {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { readonly arn?: unknown } | undefined;
  return typeof issuer?.arn === 'string' ? issuer.arn : (userIdentity.arn ?? userIdentity.invokedBy);
}

/** The role of a session, or the principal itself. */
function roleOf(principal: string): string {
  const { partition, account, resource } = parseArn(principal) ?? {};
  return callerKind(principal) === 'session'
    ? `arn:${partition}:iam::${account}:role/${resource?.split('/')[1]}`
    : principal;
}

/** The policy for the allowed calls among `events`. `keeper` is the principal that can change the policy. */
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
    allow(TEXTS.sids.keeper, roleOf(keeper), KEEP),
    ...used.map(([principal, actions]) =>
      allow(TEXTS.sids.activity(callerName(principal)), principal, [...actions].toSorted()),
    ),
  ];
  return {
    text: JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2),
    calls,
    principals: needs.size,
    ofRoots,
  };
}
