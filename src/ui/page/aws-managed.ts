/**
 * AWS managed keys: visible in the account, and changed by AWS alone.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
import type { KeyMetadata } from '../../model/sdk.ts';

/** Whether the key is an AWS managed key. */
export function isAwsManaged({ KeyManager }: KeyMetadata): boolean {
  return KeyManager === 'AWS';
}
