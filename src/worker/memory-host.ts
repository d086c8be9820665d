/** A host whose sandboxes are in memory and end with it: for tests and for Node, which has no IndexedDB. */
import type { WorkerApi } from '../model/worker-api.ts';
import { createMemoryDatabase } from '../storage/memory.ts';
import { fetchXks } from './fetch-xks.ts';
import { createHost, type HostOptions } from './host.ts';

/**
 * Creates a host. Custody is `complete`: every implemented operation works, and no key material outlives the process.
 * `keepEvents`, `postChange`: see HostOptions.
 */
export function createMemoryHost(options: Pick<HostOptions, 'keepEvents' | 'postChange'> = {}): WorkerApi {
  return createHost({
    ...options,
    openStorage: () =>
      Promise.resolve({
        database: createMemoryDatabase(),
        state: { kind: 'memory', reason: 'This sandbox was created in memory.' },
      }),
    initialSettings: { custody: 'complete' },
    sendToProxy: fetchXks,
  });
}
