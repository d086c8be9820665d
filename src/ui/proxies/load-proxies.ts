/** Loads the simulated external key managers of a sandbox, and the faults of their proxies. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { ExternalKeyView, ProxyRequestRecord, ProxyView } from '../../model/external-key-manager.ts';
import type { FaultView } from '../../model/faults.ts';

/** Number of requests that the page shows of each proxy. */
const SHOWN_REQUESTS = 50;

/** A proxy with what the page shows of it. */
export interface ProxyData {
  readonly proxy: ProxyView;
  readonly keys: readonly ExternalKeyView[];
  readonly requests: readonly ProxyRequestRecord[];
}

/** What the page shows. */
export interface ProxiesData {
  readonly proxies: readonly ProxyData[];
  readonly faults: readonly FaultView[];
}

/** Loads it. */
export async function loadProxies({ sandbox }: Strongroom): Promise<ProxiesData> {
  const [proxies, faults] = await Promise.all([sandbox.proxies.list(), sandbox.faults.list()]);
  return {
    faults,
    proxies: await Promise.all(
      proxies.map(async (proxy) => ({
        proxy,
        keys: await sandbox.proxies.keys(proxy.id),
        requests: await sandbox.proxies.requests(proxy.id, { limit: SHOWN_REQUESTS }),
      })),
    ),
  };
}
