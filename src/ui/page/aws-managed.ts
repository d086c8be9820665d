/** Keys that AWS manages in the account: they can be looked at, and changed by nobody. Source: the guide's page on AWS managed keys. */
import type { KeyMetadata } from '../../model/sdk.ts';

/** Whether a service made this key for itself. */
export function isAwsManaged({ KeyManager }: KeyMetadata): boolean {
  return KeyManager === 'AWS';
}
