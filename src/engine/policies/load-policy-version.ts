/** The text of the policies that decisions refer to. */
import type { PolicyRef } from '../../model/decision.ts';
import { formatPolicyRef } from '../../model/policy-name.ts';
import type { Database } from '../../model/ports.ts';
import { documentAt } from '../directory/policy-versions.ts';

/** The text of a policy as it was when a decision named it; undefined when there is none. A key policy is as it was put, a document laid out. */
export async function loadPolicyVersion(database: Database, ref: PolicyRef): Promise<string | undefined> {
  if (ref.kind !== 'key-policy') {
    const document = await documentAt(database, ref);
    return document && JSON.stringify(document, undefined, 2);
  }
  const key = await database.get('keys', ref.owner);
  if (key !== undefined && (key.policyVersion ?? 0) === ref.version) return key.policy;
  return (await database.get('policyVersions', formatPolicyRef(ref)))?.text;
}

/** How many policies a key has had; each is kept. Throws TypeError when there is no such key. */
export async function countPolicyVersions(database: Database, keyArn: string): Promise<number> {
  const key = await database.get('keys', keyArn);
  if (key === undefined) throw new TypeError(`There is no key ${keyArn} in this world.`);
  return (key.policyVersion ?? 0) + 1;
}
