/** `strongroom/memory`: a KMS in this process, for Node 20 and newer, Vitest and the like. Nothing is stored; two of them share nothing. */
import { createChanges } from './client/change-notices.ts';
import type { Ask } from './client/worker-transport.ts';
import { createWorld } from './client/sandbox-client.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import { createMemoryHost } from './worker/memory-host.ts';

export * from './library-exports.ts';

/** A KMS of its own, fresh. Signatures are verified; every operation works (custody is complete); request quotas are off. */
export function createStrongroom(): StrongroomLibrary {
  const host = createMemoryHost();
  const askOf =
    (world: string): Ask =>
    (method, args) =>
      host.world(world, method, args);
  return withEnvelope(createWorld(askOf, createChanges(), 'default'));
}
