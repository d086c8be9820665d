/** Data of the picture *key-store-cable*: custom key stores, and what is at the other end of their connections. */
import type { KeyListing } from '../../model/contract.ts';
import type { ExternalKeyView, ProxyView } from '../../model/external-key-manager.ts';
import type { FaultView } from '../../model/faults.ts';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';

/** What keeps a key store's end of the connection from working, as a fact of cluster or proxy. */
export type RackProblem =
  | { readonly kind: 'no-hsm' | 'no-kmsuser' | 'locked' | 'rules' | 'deleted' }
  | { readonly kind: 'logged-in'; readonly who: string }
  | { readonly kind: 'no-address'; readonly subnet: string }
  | { readonly kind: 'fault'; readonly name: string };

/** The far end: a CloudHSM cluster or the proxy of an external key manager. */
export interface Rack {
  readonly kind: 'cluster' | 'proxy';
  readonly id: string;
  /** Active HSMs of a cluster. */
  readonly hsms?: number;
  /** Keys that it holds. */
  readonly keys: number;
  readonly problems: readonly RackProblem[];
}

/** A key store, its keys in KMS, and its rack. */
export interface Cable {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  /** ConnectionErrorCode of a key store whose connection failed. */
  readonly errorCode?: string;
  readonly keys: readonly KeyListing[];
  /** Omitted: it does not exist in the sandbox. */
  readonly rack?: Rack;
}

/** What the picture shows. */
export interface KeyStoreCables {
  readonly cables: readonly Cable[];
  /** Clusters and proxies that no key store uses. */
  readonly loose: readonly Rack[];
}

/** What the picture is drawn from. */
export interface KeyStoreFacts {
  readonly stores: readonly CustomKeyStoresListEntry[];
  readonly keys: readonly KeyListing[];
  readonly clusters: readonly HsmClusterView[];
  readonly proxies: readonly { readonly proxy: ProxyView; readonly keys: readonly ExternalKeyView[] }[];
  readonly faults: readonly FaultView[];
}

/** Faults that are set for a component as a whole, or for one part of it. */
function faultsOf(faults: readonly FaultView[], component: string, member: string, id: string): readonly RackProblem[] {
  return faults.flatMap(({ name, component: of, set }): RackProblem[] => {
    if (set === undefined || of !== component) return [];
    const target = (set as Readonly<Record<string, unknown>>)[member];
    return target === undefined || target === id ? [{ kind: 'fault', name }] : [];
  });
}

function clusterRack(cluster: HsmClusterView, faults: readonly FaultView[], storeId?: string): Rack {
  const { id, state, hsms, subnets, kmsUser, securityGroup, keys } = cluster;
  const active = hsms.filter((hsm) => hsm.state === 'ACTIVE').length;
  const who = kmsUser?.loggedIn;
  const problems: RackProblem[] = [];
  if (state === 'DELETED') problems.push({ kind: 'deleted' });
  if (active === 0) problems.push({ kind: 'no-hsm' });
  if (kmsUser === undefined) problems.push({ kind: 'no-kmsuser' });
  if (kmsUser?.isLockedOut) problems.push({ kind: 'locked' });
  if (who !== undefined && who !== storeId) problems.push({ kind: 'logged-in', who });
  if (!securityGroup.areRulesIntact) problems.push({ kind: 'rules' });
  for (const { id: subnet, freeAddresses } of subnets)
    if (freeAddresses === 0) problems.push({ kind: 'no-address', subnet });
  problems.push(...faultsOf(faults, 'cloudhsm', 'clusterId', id));
  return { kind: 'cluster', id, hsms: active, keys: keys.length, problems };
}

/** Returns the key stores with their racks, and the racks without a key store. */
export function keyStoreCables({ stores, keys, clusters, proxies, faults }: KeyStoreFacts): KeyStoreCables {
  const proxyRack = ({ proxy, keys: external }: KeyStoreFacts['proxies'][number]): Rack => ({
    kind: 'proxy',
    id: proxy.id,
    keys: external.length,
    problems: faultsOf(faults, 'xks-proxy', 'proxyId', proxy.id),
  });
  const used = new Set<string>();
  const cables = stores.map((store): Cable => {
    const id = store.CustomKeyStoreId ?? '';
    const { XksProxyConfiguration: configuration, CloudHsmClusterId: clusterId } = store;
    const proxyId = configuration && `${configuration.UriEndpoint?.toLowerCase() ?? ''}${configuration.UriPath ?? ''}`;
    const cluster = clusters.find((one) => one.id === clusterId);
    const proxy = proxies.find((one) => one.proxy.id === proxyId);
    const rack = cluster ? clusterRack(cluster, faults, id) : proxy && proxyRack(proxy);
    if (rack) used.add(rack.id);
    return {
      id,
      name: store.CustomKeyStoreName ?? id,
      type: store.CustomKeyStoreType ?? '',
      state: store.ConnectionState ?? '',
      ...(store.ConnectionErrorCode === undefined ? {} : { errorCode: store.ConnectionErrorCode }),
      keys: keys.filter(({ keyStoreId }) => keyStoreId === id),
      ...(rack && { rack }),
    };
  });
  const racks = [...clusters.map((cluster) => clusterRack(cluster, faults)), ...proxies.map(proxyRack)];
  return { cables, loose: racks.filter(({ id }) => !used.has(id)) };
}

/** Whether the connection carries requests: the key store is connected, and nothing is wrong at the far end. */
export const isWhole = ({ state, rack }: Cable): boolean => state === 'CONNECTED' && rack?.problems.length === 0;
