/** A host whose sandboxes are in memory and end with it: for tests and for Node, which has no IndexedDB. */
import type { WorkerApi } from '../model/worker-api.ts';
import { fetchXks } from './fetch-xks.ts';
import { createHost, type HostOptions } from './host.ts';
import { MemorySnapshots } from './memory-snapshots.ts';

/**
 * Creates a host. Custody is `complete`: every implemented operation works, and no key material outlives the process.
 * `keepEvents`, `postChange`: see HostOptions.
 */
export function createMemoryHost(options: Pick<HostOptions, 'keepEvents' | 'postChange'> = {}): WorkerApi {
  const snapshots = new MemorySnapshots();
  return createHost({
    // Others have no access to this sandbox.
    postChange: () => undefined,
    ...options,
    openStorage: (world) => Promise.resolve(snapshots.open(world)),
    delete: (world) => {
      snapshots.erase(world);
      return Promise.resolve();
    },
    snapshots,
    initialSettings: { custody: 'complete' },
    sendToProxy: fetchXks,
  });
}
