/** Stores and shows key policies. */
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { KeyRecord, PrincipalIds } from '../../model/records.ts';
import { isDeletedPrincipal } from '../directory/unique-ids.ts';
import type { Reader } from '../transaction/reader.ts';
import { formatPolicy } from './format-policy.ts';

/** Returns `key` with another policy. `principalIds`: unique IDs of the named principals. */
export function withPolicy(key: KeyRecord, policy: string, principalIds: PrincipalIds = {}): KeyRecord {
  return { ...key, policy, principalIds, policyVersion: (key.policyVersion ?? 0) + 1 };
}

/** Returns the policy as GetKeyPolicy does: in AWS's form, with deleted users and roles replaced by unique IDs. */
export async function currentKeyPolicyText({ policy, principalIds }: KeyRecord, reader: Reader): Promise<string> {
  const ids = await isDeletedPrincipal(principalIds, reader);
  const { Statement, ...document } = JSON.parse(policy) as PolicyDocument;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly PolicyDocument[];
  const shown = (named: unknown): unknown =>
    typeof named === 'string' ? (ids.get(named) ?? named) : Array.isArray(named) ? named.map(shown) : named;
  const inElement = (element: unknown): unknown =>
    typeof element === 'object' && element !== null && 'AWS' in element
      ? { ...element, AWS: shown(element.AWS) }
      : element;
  const inStatement = (statement: PolicyDocument): PolicyDocument =>
    Object.fromEntries(
      Object.entries(statement).map(([name, element]) => [
        name,
        name === 'Principal' || name === 'NotPrincipal' ? inElement(element) : element,
      ]),
    );
  return formatPolicy({ ...document, Statement: statements.map(inStatement) });
}
