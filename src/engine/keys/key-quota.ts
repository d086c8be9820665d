/** Quota of the keys of an account in a Region. AWS managed keys do not count. */
import { KmsError } from '../../model/errors.ts';
import { quotaText } from '../../model/quotas.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { resourceQuota } from '../quotas/quota-values.ts';
import { awsManagedKeysOf } from './aws-managed.ts';

/**
 * Checks that the caller's account can create a key in `region`.
 * @throws {KmsError} LimitExceededException
 */
export async function checkKeyQuota(context: CallContext, region: string): Promise<void> {
  const { reader } = context;
  const { account } = context.caller;
  const limit = await resourceQuota('Keys', { account, region }, context);
  const all = await reader.count('keys', 'place', [account, region], limit);
  const keys = all < limit ? all : all - (await awsManagedKeysOf(account, region, reader));
  if (keys >= limit)
    throw new KmsError('LimitExceededException', quotaText('AWS KMS keys', limit, keys)).because('keys-quota');
}
