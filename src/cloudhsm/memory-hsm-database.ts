/** The database of CloudHSM clusters in memory. It ends with the process. */
import type { HsmClusterRecord, HsmDatabase, HsmKeyRecord } from '../model/hsm-records.ts';

/** Creates an empty database. */
export function createMemoryHsmDatabase(): HsmDatabase {
  const clusters = new Map<string, HsmClusterRecord>();
  const keys = new Map<string, HsmKeyRecord>();
  const keysOf = (clusterId: string) => [...keys.values()].filter((key) => key.clusterId === clusterId);
  return {
    clusters: async () => [...clusters.values()],
    cluster: async (id) => clusters.get(id),
    async changeCluster(id, change) {
      const after = change(clusters.get(id));
      if (after === undefined) {
        clusters.delete(id);
        for (const key of keysOf(id)) keys.delete(key.id);
      } else {
        clusters.set(id, after);
      }
      return after;
    },
    key: async (id) => keys.get(id),
    keys: async (clusterId) => keysOf(clusterId),
    async putKeys(added) {
      for (const key of added) keys.set(key.id, key);
    },
    deleteKey: async (id) => keys.delete(id),
    async clear() {
      clusters.clear();
      keys.clear();
    },
    close: () => undefined,
  };
}
