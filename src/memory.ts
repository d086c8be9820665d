/** `strongroom/memory`: a KMS in this process, for Node 20 and newer, Vitest and the like. Nothing is stored; two of them share nothing. */
import { createChangeNotices } from './client/change-notices.ts';
import { createSandboxClient } from './client/sandbox-client.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import { createMemoryHost } from './worker/memory-host.ts';

export * from './library-exports.ts';

/** A KMS of its own, fresh. Signatures are verified; every operation works (custody is complete); request quotas are off. */
export function createStrongroom(): StrongroomLibrary {
  return withEnvelope(createSandboxClient(createMemoryHost(), createChangeNotices(), 'default'));
}
