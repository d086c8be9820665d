/** Loads the policy versions that decisions refer to. */
import type { PolicyRef } from '../../model/decision.ts';
import { DOCUMENT_WORDS, formatPolicyRef, parsePolicyRef } from '../../model/policy-name.ts';
import type { Database } from '../../model/ports.ts';
import { documentAt } from '../directory/policy-versions.ts';

/**
 * Returns the text of a policy version, by reference or its text. Undefined if it does not exist. A key policy is
 * returned as it was sent, a document formatted.
 * @throws {TypeError} if `policy` is not a reference
 */
export async function loadPolicyVersion(database: Database, policy: string | PolicyRef): Promise<string | undefined> {
  const ref = typeof policy === 'string' ? parsePolicyRef(policy) : policy;
  if (ref === undefined) return undefined;
  if (typeof (ref as PolicyRef | null)?.owner !== 'string' || !Object.hasOwn(DOCUMENT_WORDS, ref.kind))
    throw new TypeError('policy must be a policyRef of a decision, or a string: a key ARN, or <key ARN>#<version>.');
  if (ref.kind !== 'key-policy') {
    const document = await documentAt(database, ref);
    return document && JSON.stringify(document, undefined, 2);
  }
  const key = await database.get('keys', ref.owner);
  if (key !== undefined && (key.policyVersion ?? 0) === ref.version) return key.policy;
  return (await database.get('policyVersions', formatPolicyRef(ref)))?.text;
}

/**
 * Counts the versions of a key policy.
 * @throws {TypeError} if the key does not exist
 */
export async function countPolicyVersions(database: Database, keyArn: string): Promise<number> {
  const key = await database.get('keys', keyArn);
  if (key === undefined) throw new TypeError(`Key ${keyArn} does not exist in this sandbox.`);
  return (key.policyVersion ?? 0) + 1;
}
