import type { BranchKeyCache } from './branch-key-cache.ts';
import type { BranchKeyStore } from './branch-key-store.ts';

/** A store that reads each branch key of `store` once per lifetime of `cache`. Its branch keys are copies. */
export function cachedBranchKeyStore(store: BranchKeyStore, cache: BranchKeyCache): BranchKeyStore {
  return {
    getActiveBranchKey: (id) => cache.get(JSON.stringify([id]), () => store.getActiveBranchKey(id)),
    getBranchKeyVersion: (id, version) =>
      cache.get(JSON.stringify([id, version]), () => store.getBranchKeyVersion(id, version)),
  };
}
