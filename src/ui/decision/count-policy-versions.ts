import { firstMissing } from '../../base/find-first-missing.ts';
import type { Sandbox } from '../../client/strongroom.ts';
import { policyVersionId } from '../../model/policy-name.ts';

/** How many policies the key has had; each is kept. */
export function countVersions(sandbox: Pick<Sandbox, 'policyVersion'>, keyArn: string): Promise<number> {
  return firstMissing(async (version) => (await sandbox.policyVersion(policyVersionId(keyArn, version))) !== undefined);
}
