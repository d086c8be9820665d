import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { keyStoreCables, type KeyStoreCables } from './key-store-cable.ts';
import type { PictureSource } from './picture-source.ts';

/** Loads the custom key stores, clusters and proxies. Calls no KMS. */
export async function loadKeyStoreCable({ strongroom, region }: PictureSource): Promise<KeyStoreCables> {
  const { sandbox } = strongroom;
  const place = { account: DEFAULT_ACCOUNT, region };
  const [stores, keys, clusters, faults, proxies] = await Promise.all([
    sandbox.keyStores.list(DEFAULT_ACCOUNT, region),
    sandbox.keys.list(DEFAULT_ACCOUNT, region),
    sandbox.clusters.list(place),
    sandbox.faults.list(),
    sandbox.proxies.list(),
  ]);
  return keyStoreCables({
    stores,
    keys,
    clusters,
    faults,
    proxies: await Promise.all(proxies.map(async (proxy) => ({ proxy, keys: await sandbox.proxies.keys(proxy.id) }))),
  });
}
