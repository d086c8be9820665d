/**
 * Creates AccessDeniedException with AWS's texts: recorded ones (test/conformance/errors.test.ts), and the explicit
 * forms of the page. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { KmsError } from '../../model/errors.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { Verdict } from './evaluate.ts';

/** AWS's name of each policy type, with its article. */
const POLICIES: Readonly<
  Record<Exclude<Verdict['decidedBy']['kind'], 'none' | 'grant'>, readonly [article: string, name: string]>
> = {
  rcp: ['a', 'resource control'],
  scp: ['a', 'service control'],
  'endpoint-policy': ['a', 'VPC endpoint'],
  'key-policy': ['a', 'resource-based'],
  'identity-policy': ['an', 'identity-based'],
  boundary: ['a', 'permissions boundary'],
  'session-policy': ['a', 'session'],
};

/** A boundary is called a permissions boundary, everything else a policy. */
const named = (kind: keyof typeof POLICIES): string =>
  kind === 'boundary' ? POLICIES[kind][1] : `${POLICIES[kind][1]} policy`;

/** Creates the error for a denied resource. */
export function createAccessDeniedError(caller: Caller, resource: ResolvedResource, verdict: Verdict): KmsError {
  const action = resource.action ?? '';
  const start = `User: ${caller.arn} is not authorized to perform: ${action}`;
  if (resource.hidden) {
    const why =
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
    return new KmsError('AccessDeniedException', `${start} on the resource associated with this ciphertext ${why}`);
  }
  const { kind } = verdict.decidedBy;
  const text =
    kind === 'none' || kind === 'grant'
      ? `because no ${named(verdict.missingAllow ?? 'identity-policy')} allows the ${action} action`
      : `with an explicit deny in ${POLICIES[kind][0]} ${named(kind)}`;
  return new KmsError(
    'AccessDeniedException',
    `${start}${resource.unnamed ? '' : ` on resource: ${resource.arn}`} ${text}`,
  );
}
