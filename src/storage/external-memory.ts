/** The database of the external key managers of a sandbox, in memory. */
import {
  MAX_LOGGED_REQUESTS,
  type ExternalDatabase,
  type ExternalRecords,
  type ProxyRequestRecord,
} from '../model/external-key-manager.ts';

/** Creates an empty database. */
export function createExternalMemoryDatabase(): ExternalDatabase {
  const stores: { [S in keyof ExternalRecords]: Map<string, ExternalRecords[S]> } = {
    proxies: new Map(),
    externalKeys: new Map(),
  };
  let requests: ProxyRequestRecord[] = [];
  return {
    get: (store, id) => Promise.resolve(stores[store].get(id)),
    list: (store, prefix) =>
      Promise.resolve(
        [...stores[store].entries()]
          .filter(([id]) => id.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, record]) => record),
      ),
    // An async function: what `change` throws becomes a rejection.

    async update(store, id, change) {
      const before = stores[store].get(id);
      const after = change(before);
      if (after === undefined) stores[store].delete(id);
      else (stores[store] as Map<string, typeof after>).set(id, after);
    },
    log(request) {
      requests = [...requests.slice(1 - MAX_LOGGED_REQUESTS), request];
      return Promise.resolve();
    },
    requests: (proxyId, limit) =>
      Promise.resolve(
        requests
          .filter((request) => request.proxyId === proxyId)
          .reverse()
          .slice(0, limit),
      ),
    clear() {
      for (const store of Object.values(stores)) store.clear();
      requests = [];
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
