/** Lists the custom key stores of an account in a Region, for the sandbox's own method. No call, no event. */
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { Database } from '../../model/ports.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import { keyStoreEntry } from './key-store-entry.ts';

/** Returns the key stores by name, as DescribeCustomKeyStores orders them. */
export async function listKeyStoreViews(
  account: string,
  region: string,
  database: Database,
): Promise<readonly CustomKeyStoresListEntry[]> {
  const stores = await database.page('keyStores', 'place', [account, region], Number.MAX_SAFE_INTEGER);
  return withoutDamaged(stores).map(keyStoreEntry);
}
