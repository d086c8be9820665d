/** AccessDeniedException in AWS's words. Source: recorded texts, and the IAM page on access denied messages for the explicit forms. */
import { KmsError } from '../../model/errors.ts';
import type { Caller } from '../caller.ts';
import type { Resolved } from '../operation.ts';
import type { Verdict } from './authorize.ts';

const EXPLICIT: Partial<Record<Verdict['decidedBy']['kind'], string>> = {
  'key-policy': 'a resource-based policy',
  'identity-policy': 'an identity-based policy',
};

/** The error for a denied resource. */
export function accessDenied(caller: Caller, resource: Resolved, verdict: Verdict): KmsError {
  const action = resource.action ?? '';
  const start = `User: ${caller.arn} is not authorized to perform: ${action} on`;
  if (resource.hidden) {
    const why =
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
    return new KmsError('AccessDeniedException', `${start} the resource associated with this ciphertext ${why}`);
  }
  const explicit = EXPLICIT[verdict.decidedBy.kind];
  if (explicit !== undefined) return new KmsError('AccessDeniedException', `${start} resource: ${resource.arn} with an explicit deny in ${explicit}`);
  const kind = verdict.lacking === 'key-policy' ? 'resource-based' : 'identity-based';
  return new KmsError('AccessDeniedException', `${start} resource: ${resource.arn} because no ${kind} policy allows the ${action} action`);
}
