/**
 * AWS managed keys: the account can view them, but not change them. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
import type { KeyMetadata } from '../../model/sdk.ts';

/** Whether a service made this key for itself. */
export function isAwsManaged({ KeyManager }: KeyMetadata): boolean {
  return KeyManager === 'AWS';
}
