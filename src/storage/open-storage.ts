/** Where a world is kept: in IndexedDB, or in memory where the browser has no storage for it. */
import type { StorageInfo } from '../model/contract.ts';
import type { Database } from '../model/ports.ts';
import { deleteIndexedDb, openIndexedDb } from './indexeddb.ts';
import { StorageError } from './storage-error.ts';

/** An open world and where it is kept. */
export interface OpenStorage {
  readonly database: Database;
  readonly state: StorageInfo;
}

/**
 * Opens `world`. Where the browser gives this page no storage (`unavailable`) the world is new, is kept in memory, and `state.reason` says why. Whatever
 * keeps a stored world from being opened (a newer schema, a blocked upgrade, a full disk) rejects with StorageError: an empty world would look like a loss.
 */
export async function openStorage(world: string): Promise<OpenStorage> {
  try {
    return { database: await openIndexedDb(world), state: { kind: 'indexeddb' } };
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'unavailable') throw error;
    // Few browsers need it: its code comes when it is used.
    const { createMemoryDatabase } = await import('./memory.ts');
    return { database: createMemoryDatabase(), state: { kind: 'memory', reason: describeFallback(error) } };
  }
}

/** Deletes everything that is stored of `world`, without opening it. Rejects with StorageError when the browser refuses. */
export const deleteWorld: (world: string) => Promise<void> = deleteIndexedDb;

function describeFallback({ cause }: StorageError): string {
  const words =
    cause instanceof Error || cause instanceof DOMException ? ` The browser says: ${cause.name}: ${cause.message}` : '';
  return `This browser blocks storage in private windows or by its settings: keys and log of this world are kept in memory and end with this tab.${words}`;
}
