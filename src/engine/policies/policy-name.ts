/** Name of the only policy of a key. */
import { KmsError } from '../../model/errors.ts';

/** The name. */
export const POLICY_NAME = 'default';

/**
 * Checks a policy name.
 * @throws {KmsError} NotFoundException for another name
 */
export function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME)
    throw new KmsError('NotFoundException', 'No such policy exists').because('policy-name');
}
