/**
 * Trust policies of roles: who may assume them. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 */
import { rootArn } from '../../model/arn.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { PrincipalIds, PrincipalRecord } from '../../model/records.ts';
import { parseDocument } from '../authorization/policy/parse-policy.ts';
import type { Reader } from '../transaction/reader.ts';
import { resolveUniqueIds } from './unique-ids.ts';

/**
 * The trust policy of a role without one of its own: its account may assume the role, pass session tags and set a
 * source identity.
 */
export function createDefaultTrustPolicy(account: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: rootArn(account) },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      },
    ],
  };
}

/** Returns the trust policy of a role. */
export const trustPolicyOf = ({ trustPolicy, account }: PrincipalRecord): PolicyDocument =>
  trustPolicy ?? createDefaultTrustPolicy(account);

/** Returns the unique IDs of the users and roles that a trust policy names and that exist. */
export function findTrustedIds(document: PolicyDocument, reader: Reader): Promise<PrincipalIds> {
  const { statements } = parseDocument(document, 'trust');
  const named = statements.flatMap(({ principals, notPrincipals }) => [
    ...(principals?.arns ?? []),
    ...(notPrincipals?.arns ?? []),
  ]);
  return resolveUniqueIds(named, reader);
}
