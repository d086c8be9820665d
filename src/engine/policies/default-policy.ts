/** Default key policies. */
import { rootArn } from '../../model/arn.ts';
import { formatPolicy } from './format-policy.ts';

/**
 * Default policy of a customer managed key: the account delegates to its IAM policies. As in a recorded answer of
 * GetKeyPolicy (test/conformance/key-policy.test.ts).
 */
export const defaultKeyPolicy = (account: string): string =>
  openTo('Enable IAM User Permissions', 'AWS', rootArn(account));

/**
 * Policy of an AWS owned key: allows only its service. AWS shows no such policy; this one follows from the key being in
 * no customer's account.
 */
export const awsOwnedKeyPolicy = (service: string): string => openTo(`Owned by ${service}`, 'Service', service);

/** Allows one principal everything. */
function openTo(sid: string, type: 'AWS' | 'Service', principal: string): string {
  return formatPolicy({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{ Sid: sid, Effect: 'Allow', Principal: { [type]: principal }, Action: 'kms:*', Resource: '*' }],
  });
}
