/** Finds what uses an external key manager: the key stores of its proxy, and their KMS keys. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';

/** Account and Region that are searched. */
export interface SearchedPlace {
  readonly account: string;
  readonly region: string;
}

/** Users of a proxy in one account and Region. */
export interface ProxyUsers {
  readonly stores: readonly CustomKeyStoresListEntry[];
  readonly keys: readonly KeyListing[];
}

/** The keys of key stores that are not deleted yet, oldest first. */
export async function keysOfStores(
  { sandbox }: Pick<Strongroom, 'sandbox'>,
  { account, region }: SearchedPlace,
  storeIds: readonly (string | undefined)[],
): Promise<readonly KeyListing[]> {
  const keys = await sandbox.keys.list(account, region);
  return keys.filter(({ keyStoreId }) => keyStoreId !== undefined && storeIds.includes(keyStoreId));
}

/**
 * Finds the users of the proxy with this ID. Undefined if the caller may not list key stores: then nothing is known.
 */
export async function findProxyUsers(
  kms: KmsClient,
  strongroom: Pick<Strongroom, 'sandbox'>,
  place: SearchedPlace,
  proxyId: string,
): Promise<ProxyUsers | undefined> {
  const reply = await kms.call('DescribeCustomKeyStores', {});
  if (!reply.ok) return undefined;
  const stores = (reply.output.CustomKeyStores ?? []).filter(
    ({ XksProxyConfiguration: proxy }) => `${proxy?.UriEndpoint?.toLowerCase()}${proxy?.UriPath}` === proxyId,
  );
  const ids = stores.map(({ CustomKeyStoreId }) => CustomKeyStoreId);
  return { stores, keys: ids.length === 0 ? [] : await keysOfStores(strongroom, place, ids) };
}
