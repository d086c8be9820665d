/**
 * Node entry `strongroom/memory`, for Node 20 and newer, Vitest and the like. Keeps everything in memory; instances are
 * independent.
 */
import { createChangeNotices } from './client/change-notices.ts';
import { createDirectChanges } from './client/direct-changes.ts';
import { createSandboxClient } from './client/sandbox-client.ts';
import { withEnvelope, type StrongroomLibrary } from './library.ts';
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
}

function parseKeep({ events }: MemoryOptions): number | undefined {
  if (events === undefined) return undefined;
  const keep: unknown = (events as { readonly keep: unknown } | null)?.keep;
  if (typeof keep !== 'number' || !Number.isSafeInteger(keep) || keep < 1)
    throw new TypeError(`events.keep must be an integer of 1 or greater; got ${String(keep)}.`);
  return keep;
}

/**
 * Creates an empty sandbox in memory. Signatures are required, custody is `complete`, and request quotas are off.
 * @throws {TypeError} for an invalid option
 */
export function createStrongroom(options: MemoryOptions = {}): StrongroomLibrary {
  const keepEvents = parseKeep(options);
  const changes = createDirectChanges();
  const host = createMemoryHost({ postChange: changes.post, ...(keepEvents === undefined ? {} : { keepEvents }) });
  return withEnvelope(createSandboxClient(host, createChangeNotices(changes.receive), 'default'));
}
