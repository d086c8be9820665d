/**
 * Node entry `strongroom/memory`, for Node 20 and newer, Vitest and the like. Keeps everything in memory; instances are
 * independent.
 */
import { createChangeNotices } from './client/change-notices.ts';
import type { SendToWorker } from './client/worker-transport.ts';
import { createSandboxClient } from './client/sandbox-client.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import { createMemoryHost } from './worker/memory-host.ts';

export * from './library-exports.ts';

/** Creates an empty sandbox in memory. Signatures are required, custody is `complete`, and request quotas are off. */
export function createStrongroom(): StrongroomLibrary {
  const host = createMemoryHost();
  const askOf =
    (world: string): SendToWorker =>
    (method, args) =>
      host.world(world, method, args);
  return withEnvelope(createSandboxClient(askOf, createChangeNotices(), 'default'));
}
