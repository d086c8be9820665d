/** Loads the keys of the caller's account in a Region. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import { parseArn } from '../../model/arn.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { KeyRow } from './key-rows.ts';

/**
 * Loads the rows with one ListKeys call, which decides whether the caller is allowed to list keys. The details come
 * from the sandbox: a DescribeKey call for each key would fill the audit log. Throws AWS's error for a refused caller.
 */
export async function loadKeys(kms: KmsClient, { sandbox }: Pick<Strongroom, 'sandbox'>): Promise<readonly KeyRow[]> {
  const { Keys = [] } = outputOf(await kms.call('ListKeys', { Limit: 1 }));
  // The ARN names the account of the caller, also that of a service.
  const first = parseArn(Keys[0]?.KeyArn ?? '');
  return first ? sandbox.keys.list(first.account, first.region) : [];
}
