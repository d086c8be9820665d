/**
 * Node entry `strongroom/memory`, for Node 20.19 and newer, Vitest and the like. Keeps everything in memory; instances
 * are independent.
 */
import { createChangeNotices } from './client/change-notices.ts';
import { checkOptions } from './client/check-options.ts';
import { createDirectChanges } from './client/direct-changes.ts';
import { createSandboxClient } from './client/sandbox-client.ts';
import { seedWorker } from './client/seeded-worker.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
import type { SeedDocument } from './model/seed-document.ts';
import { createMemoryHost } from './worker/memory-host.ts';

export * from './library-exports.ts';

/** Options of a sandbox in memory. */
export interface MemoryOptions {
  /** How much of the audit log is kept. Omitted: all of it. */
  readonly events?: {
    /**
     * Number of newest events to keep, 1 or more; up to 1,000 older ones stay until they are dropped together. Keys,
     * counters, the last use of each key, and the numbers of commits do not depend on it.
     */
    readonly keep: number;
  };
  /**
   * What the sandbox contains at first. Calls wait until all of it is created; if the document is refused, each rejects
   * with SeedError.
   */
  readonly seed?: SeedDocument;
}

function parseKeep({ events }: MemoryOptions): number | undefined {
  if (events === undefined) return undefined;
  const keep: unknown = (events as { readonly keep: unknown } | null)?.keep;
  if (typeof keep !== 'number' || !Number.isSafeInteger(keep) || keep < 1)
    throw new TypeError(`events.keep must be an integer of 1 or greater; got ${String(keep)}.`);
  return keep;
}

/**
 * Creates a sandbox in memory, empty but for `seed`. Signatures are required, custody is `complete`, and request quotas
 * are off.
 * @throws {TypeError} for an invalid option
 */
export function createStrongroom(options: MemoryOptions = {}): StrongroomLibrary {
  checkOptions(options, ['events', 'seed']);
  const keepEvents = parseKeep(options);
  const changes = createDirectChanges();
  const host = createMemoryHost({ postChange: changes.post, ...(keepEvents === undefined ? {} : { keepEvents }) });
  const { seed } = options;
  const seeded = seed === undefined ? host : seedWorker(host, 'default', seed);
  return withEnvelope(createSandboxClient(seeded, createChangeNotices(changes.receive), 'default'));
}
