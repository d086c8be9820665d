/** The policy of a key that is made without one. */
import { rootArn } from '../../model/arn.ts';

/** In a customer's account: the account delegates to its own IAM policies. Source: recorded answer of GetKeyPolicy. */
export const defaultKeyPolicy = (account: string): string =>
  openTo('Enable IAM User Permissions', 'AWS', rootArn(account));

/** Of an AWS owned key: nobody but its service. AWS shows no such policy; ours is what its absence from every account means. */
export const awsOwnedKeyPolicy = (service: string): string => openTo(`Owned by ${service}`, 'Service', service);

/** Everything allowed to one principal, spaced as AWS's answer is. */
function openTo(sid: string, type: 'AWS' | 'Service', principal: string): string {
  return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "${sid}",
    "Effect" : "Allow",
    "Principal" : {
      "${type}" : "${principal}"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
}
