/**
 * The elements Principal and NotPrincipal of resource-based policies. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { isAccountId, parseArn } from '../../../model/arn.ts';
import type { PolicyPath } from '../../../model/policy-check.ts';
import type { PrincipalIds } from '../../../model/records.ts';
import type { Caller } from '../../pipeline/caller.ts';
import { matchesUniqueId } from '../../directory/unique-ids.ts';

/** The principals that a statement names. */
export interface Principals {
  readonly everyone: boolean;
  /** Account IDs, from 12 digits or the ARN of a root user. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles, role sessions and federated users. */
  readonly arns: ReadonlySet<string>;
  /** Service principals, for example `s3.amazonaws.com`. */
  readonly services: ReadonlySet<string>;
  /** Identity providers. No caller of this sandbox comes from one. */
  readonly federated: ReadonlySet<string>;
  /** Path of each named account, ARN and service in the document. */
  readonly named: ReadonlyMap<string, PolicyPath>;
}

/** How a statement names a caller. It determines whether boundaries and session policies limit the allow. */
export type PrincipalMatch = 'user' | 'role' | 'session' | 'federated' | 'service' | 'everyone' | 'account';

/**
 * Parses `principal` in the element `AWS`. Undefined if it cannot be a principal of a key policy (a group, a pattern,
 * an invalid ARN).
 */
export function awsPrincipal(
  principal: string,
): { everyone: true } | { account: string } | { arn: string } | undefined {
  if (principal === '*') return { everyone: true };
  if (isAccountId(principal)) return { account: principal };
  const arn = parseArn(principal);
  if (arn === undefined || !isAccountId(arn.account) || arn.region !== '') return undefined;
  if (arn.service === 'iam' && arn.resource === 'root') return { account: arn.account };
  const form = arn.service === 'iam' ? /^(user|role)\/[^*?]+$/ : /^(assumed-role\/[^*?/]+|federated-user)\/[^*?/]+$/;
  return (arn.service === 'iam' || arn.service === 'sts') && form.test(arn.resource) ? { arn: principal } : undefined;
}

const namingOf = (caller: Caller): PrincipalMatch => {
  const { kind } = caller.principal;
  if (kind === 'role') return 'session';
  return kind === 'root' ? 'account' : kind;
};

/** Whether `principals` contains a name of `caller` that refers to this caller. */
const nameIn =
  ({ arns }: Principals, { principal }: Caller, ids: PrincipalIds | undefined) =>
  (arn: string): boolean =>
    arns.has(arn) && (arn !== principal.arn || matchesUniqueId(ids, principal));

/**
 * How `principals`, bound to the unique IDs `ids`, names `caller`. Undefined if it does not. The most specific name
 * counts, because it lifts limits.
 */
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
 * How a NotPrincipal names `caller`: every caller that the list does not exclude. A role session is excluded if the
 * session, its role and the account are listed; a user if the user and the account are. A Deny never excludes a caller
 * with a permissions boundary.
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
  // An Allow excludes a caller that is named in any way; a Deny excludes only a caller that is named in every way.
  const isSpared = effect === 'Deny' ? account && named : account || names.some(has);
  return isSpared ? undefined : 'everyone';
}
