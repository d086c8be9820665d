/** The policy of a key that is made without one: the account delegates to its own IAM policies. Source: recorded answer of GetKeyPolicy. */
import { rootArn } from '../../model/arn.ts';

/** Its text, spaced as AWS's answer is. */
export function defaultKeyPolicy(account: string): string {
  return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "${rootArn(account)}"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
}
