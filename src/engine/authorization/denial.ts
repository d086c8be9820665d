/**
 * Creates AccessDeniedException with AWS's texts: recorded ones (test/conformance/errors.test.ts), and the explicit
 * forms of the page. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import type { DenialObstacle, DenialReason } from '../../model/error-reason.ts';
import { KmsError } from '../../model/errors.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { Verdict } from './evaluate.ts';
import type { Request } from './request.ts';

/** AWS's name of each policy type, with its article. */
const POLICIES: Readonly<
  Record<Exclude<Verdict['decidedBy']['kind'], 'none' | 'grant'>, readonly [article: string, name: string]>
> = {
  rcp: ['a', 'resource control'],
  scp: ['a', 'service control'],
  'endpoint-policy': ['a', 'VPC endpoint'],
  'key-policy': ['a', 'resource-based'],
  'trust-policy': ['a', 'resource-based'],
  'identity-policy': ['an', 'identity-based'],
  boundary: ['a', 'permissions boundary'],
  'session-policy': ['a', 'session'],
};

/** A boundary is called a permissions boundary, everything else a policy. */
const named = (kind: keyof typeof POLICIES): string =>
  kind === 'boundary' ? POLICIES[kind][1] : `${POLICIES[kind][1]} policy`;

/** What prevents the call whatever policies allow. */
function obstacleOf(
  caller: Caller,
  { kind, key }: ResolvedResource,
  crossAccount: boolean,
): DenialObstacle | undefined {
  if (key === undefined) return kind === 'ciphertext' ? 'missing-key' : undefined;
  if (!crossAccount && caller.principal.kind !== 'service' && caller.account !== key.account) return 'other-account';
  return key.manager === 'AWS' ? 'aws-key-policy' : undefined;
}

/** Creates the error for a denied resource. `crossAccount`: the operation is available for keys of other accounts. */
export function createAccessDeniedError(
  { caller, crossAccount }: Pick<Request, 'caller' | 'crossAccount'>,
  resource: ResolvedResource,
  verdict: Verdict,
): KmsError {
  const action = resource.action ?? '';
  const obstacle = obstacleOf(caller, resource, crossAccount);
  const { kind: decidedBy } = verdict.decidedBy;
  const isExplicit = decidedBy !== 'none' && decidedBy !== 'grant';
  const reason: DenialReason = {
    check: 'authorization',
    action,
    resource: resource.kind,
    policyType: isExplicit ? decidedBy : (verdict.missingAllow ?? 'identity-policy'),
    explicit: isExplicit,
    ...(obstacle === undefined ? {} : { obstacle }),
  };
  const start = `User: ${caller.arn} is not authorized to perform: ${action}`;
  if (resource.hidden) {
    const why =
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
    return new KmsError(
      'AccessDeniedException',
      `${start} on the resource associated with this ciphertext ${why}`,
    ).because(reason);
  }
  const { policyType } = reason;
  const text = isExplicit
    ? `with an explicit deny in ${POLICIES[policyType][0]} ${named(policyType)}`
    : `because no ${named(policyType)} allows the ${action} action`;
  return new KmsError(
    'AccessDeniedException',
    `${start}${resource.unnamed ? '' : ` on resource: ${resource.arn}`} ${text}`,
  ).because(reason);
}
