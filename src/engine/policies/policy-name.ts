/** The one policy that a key has. */
import { KmsError } from '../../model/errors.ts';

/** Its name. */
export const POLICY_NAME = 'default';

/** Throws NotFoundException for another name. */
export function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME) throw new KmsError('NotFoundException', 'No such policy exists');
}
