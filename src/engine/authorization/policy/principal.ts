/** Principal and NotPrincipal: whom a statement of a resource policy names. Source: the IAM page on the Principal element. */
import { parseArn } from '../../../model/arn.ts';
import type { PolicyPath } from '../../../model/policy-check.ts';
import type { PrincipalIds } from '../../../model/records.ts';
import type { Caller } from '../../pipeline/caller.ts';
import { matchesUniqueId } from '../../directory/unique-ids.ts';

/** Whom a statement names. */
export interface Principals {
  readonly everyone: boolean;
  /** Account ids, from 12 digits or a root ARN. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles, role sessions and federated users. */
  readonly arns: ReadonlySet<string>;
  /** Service principals: `s3.amazonaws.com`. */
  readonly services: ReadonlySet<string>;
  /** Identity providers. No caller of this sandbox comes from one. */
  readonly federated: ReadonlySet<string>;
  /** Where in the document each account, ARN and service is named. */
  readonly named: ReadonlyMap<string, PolicyPath>;
}

/** How a statement names a caller. What boundaries and session policies still limit depends on it. */
export type PrincipalMatch = 'user' | 'role' | 'session' | 'federated' | 'service' | 'everyone' | 'account';

const ACCOUNT = /^\d{12}$/;

/** What `principal` of the element `AWS` is, or undefined when it can be no principal of a key policy (a group, a pattern, a broken ARN). */
export function awsPrincipal(
  principal: string,
): { everyone: true } | { account: string } | { arn: string } | undefined {
  if (principal === '*') return { everyone: true };
  if (ACCOUNT.test(principal)) return { account: principal };
  const arn = parseArn(principal);
  if (arn === undefined || !ACCOUNT.test(arn.account) || arn.region !== '') return undefined;
  if (arn.service === 'iam' && arn.resource === 'root') return { account: arn.account };
  const form = arn.service === 'iam' ? /^(user|role)\/[^*?]+$/ : /^(assumed-role\/[^*?/]+|federated-user)\/[^*?/]+$/;
  return (arn.service === 'iam' || arn.service === 'sts') && form.test(arn.resource) ? { arn: principal } : undefined;
}

const namingOf = (caller: Caller): PrincipalMatch => {
  const { kind } = caller.principal;
  if (kind === 'role') return 'session';
  return kind === 'root' ? 'account' : kind;
};

/** Whether a name of `caller` stands among `principals` and means this caller. */
const nameIn =
  ({ arns }: Principals, { principal }: Caller, ids: PrincipalIds | undefined) =>
  (arn: string): boolean =>
    arns.has(arn) && (arn !== principal.arn || matchesUniqueId(ids, principal));

/** How `principals`, meant as `ids` say, names `caller`; undefined when it does not. The nearest name wins: by it limits are lifted. */
export function matchPrincipals(
  principals: Principals,
  caller: Caller,
  ids?: PrincipalIds,
): PrincipalMatch | undefined {
  if (caller.principal.kind === 'service') {
    if (principals.services.has(caller.arn)) return 'service';
    return principals.everyone ? 'everyone' : undefined;
  }
  const has = nameIn(principals, caller, ids);
  if (has(caller.arn)) return namingOf(caller);
  if (principals.everyone) return 'everyone';
  if (has(caller.principal.arn)) return caller.principal.kind === 'role' ? 'role' : namingOf(caller);
  return principals.accounts.has(caller.account) ? 'account' : undefined;
}

/**
 * How a NotPrincipal names `caller`: everyone whom the list does not spare. A role session is spared when the session, its role and the account are
 * listed, a user when the user and the account are. A caller with a permissions boundary is never spared by a Deny.
 */
export function matchNotPrincipals(
  spared: Principals,
  caller: Caller,
  effect: 'Allow' | 'Deny',
  ids?: PrincipalIds,
): PrincipalMatch | undefined {
  if (effect === 'Deny' && caller.principal.boundary !== undefined) return 'everyone';
  if (spared.everyone) return undefined;
  if (caller.principal.kind === 'service') return spared.services.has(caller.arn) ? undefined : 'everyone';
  const account = spared.accounts.has(caller.account);
  const names = [...new Set([caller.arn, caller.principal.arn])].filter(() => caller.principal.kind !== 'root');
  const has = nameIn(spared, caller, ids);
  const named = names.every(has);
  // An Allow reaches nobody who is named in any way; a Deny spares only who is named in every way.
  const isSpared = effect === 'Deny' ? account && named : account || names.some(has);
  return isSpared ? undefined : 'everyone';
}
