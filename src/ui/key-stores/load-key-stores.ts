/** Loads the custom key stores of the caller's account in a Region, and what is behind one. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { ExternalKeyView, ProxyView } from '../../model/external-key-manager.ts';
import type { FaultView } from '../../model/faults.ts';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import { outputOf } from '../page/call-recorder.ts';
import { keysOfStores } from '../page/external-key-users.ts';

/** Loads all key stores. Throws AWS's error for a refused caller. */
export async function loadKeyStores(kms: KmsClient): Promise<readonly CustomKeyStoresListEntry[]> {
  return outputOf(await kms.call('DescribeCustomKeyStores', {})).CustomKeyStores ?? [];
}

/** A key store with what is behind it. */
export interface KeyStoreData {
  readonly store: CustomKeyStoresListEntry;
  readonly faults: readonly FaultView[];
  /** The cluster of a CloudHSM key store. Undefined if it does not exist. */
  readonly cluster: HsmClusterView | undefined;
  /** The simulated proxy of an external key store. Undefined: its proxy is real, or was deleted. */
  readonly proxy: ProxyView | undefined;
  /** External keys of the simulated proxy. */
  readonly externalKeys: readonly ExternalKeyView[];
  /** KMS keys of an external key store. */
  readonly keys: readonly KeyListing[];
}

/** Loads one key store. Undefined if it does not exist. */
export async function loadKeyStore(
  kms: KmsClient,
  strongroom: Strongroom,
  id: string,
  place: { readonly account: string; readonly region: string },
): Promise<KeyStoreData | undefined> {
  const store = (await loadKeyStores(kms)).find(({ CustomKeyStoreId }) => CustomKeyStoreId === id);
  if (store === undefined) return undefined;
  const { sandbox } = strongroom;
  const faults = await sandbox.faults.list();
  const clusterId = store.CloudHsmClusterId;
  const cluster =
    clusterId === undefined
      ? undefined
      : (await sandbox.clusters.list(place)).find((one) => one.id === clusterId && one.state !== 'DELETED');
  const external = store.XksProxyConfiguration;
  if (external === undefined) return { store, faults, cluster, proxy: undefined, externalKeys: [], keys: [] };
  const proxyId = `${external.UriEndpoint?.toLowerCase()}${external.UriPath}`;
  const proxy = (await sandbox.proxies.list()).find((one) => one.id === proxyId);
  return {
    store,
    faults,
    cluster,
    proxy,
    externalKeys: proxy === undefined ? [] : await sandbox.proxies.keys(proxy.id),
    keys: await keysOfStores(strongroom, place, [id]),
  };
}
