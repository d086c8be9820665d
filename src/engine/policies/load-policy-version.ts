/** The text of the policies that decisions name. */
import { parseArn } from '../../model/arn.ts';
import { parsePolicyName } from '../../model/policy-name.ts';
import type { Database } from '../../model/ports.ts';
import { documentNamed } from '../directory/policy-versions.ts';

/** The text of policy `name` as it was when a decision named it; undefined when there is none. A key policy is as it was put, a document laid out. */
export async function policyText(database: Database, name: string): Promise<string | undefined> {
  const { whose, version } = parsePolicyName(name);
  if (parseArn(whose)?.service !== 'kms') {
    const document = await documentNamed(database, name);
    return document && JSON.stringify(document, undefined, 2);
  }
  const key = await database.get('keys', whose);
  if (key !== undefined && (key.policyVersion ?? 0) === version) return key.policy;
  return (await database.get('policyVersions', name))?.text;
}
