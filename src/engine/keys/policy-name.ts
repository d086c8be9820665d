/** The one policy that a key has. */
import { KmsError } from '../../model/errors.ts';

/** Its name. */
export const POLICY_NAME = 'default';

/** Throws NotFoundException for another name. */
export function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME) throw new KmsError('NotFoundException', 'No such policy exists');
}

/** The name of a version of a key's policy: the ARN for the first, `<ARN>#<version>` once it was replaced. */
export const policyVersionId = (keyArn: string, version: number): string => (version === 0 ? keyArn : `${keyArn}#${version}`);
