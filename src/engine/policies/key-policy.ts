/** Stores and shows key policies. */
import type { SimulatedCall } from '../../model/contract.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Database } from '../../model/ports.ts';
import { MAX_POLICY_LENGTH } from '../../model/quotas.ts';
import type { Change, KeyRecord, PrincipalIds } from '../../model/records.ts';
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

/**
 * Returns the change that would store a draft key policy.
 * @throws {TypeError} if the key does not exist
 */
export async function supposedPolicyChange(
  database: Database,
  draft: NonNullable<SimulatedCall['keyPolicy']>,
): Promise<Change> {
  const { keyArn, policy } = Object(draft) as Readonly<Record<string, unknown>>;
  if (typeof keyArn !== 'string' || typeof policy !== 'string')
    throw new TypeError('keyPolicy must have a keyArn and a policy, both strings.');
  const before = await database.get('keys', keyArn);
  if (before === undefined) throw new TypeError(`Key ${keyArn} does not exist in this sandbox.`);
  if (policy.length > MAX_POLICY_LENGTH)
    throw new TypeError(`keyPolicy.policy must have at most ${MAX_POLICY_LENGTH} characters.`);
  return { store: 'keys', before, after: withPolicy(before, policy) };
}
