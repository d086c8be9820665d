/**
 * Node entry `strongroom/memory`, for Node 20 and newer, Vitest and the like. Keeps everything in memory; instances are
 * independent.
 */
import { createChangeNotices } from './client/change-notices.ts';
import { createSandboxClient } from './client/sandbox-client.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import { createMemoryHost } from './worker/memory-host.ts';

export * from './library-exports.ts';

/** Creates an empty sandbox in memory. Signatures are required, custody is `complete`, and request quotas are off. */
export function createStrongroom(): StrongroomLibrary {
  return withEnvelope(createSandboxClient(createMemoryHost(), createChangeNotices(), 'default'));
}
