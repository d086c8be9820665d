/** Opens the storage of a sandbox: IndexedDB, or memory if the browser provides no storage. */
import type { StorageInfo } from '../model/contract.ts';
import type { ExternalDatabase } from '../model/external-key-manager.ts';
import type { HsmDatabase } from '../model/hsm-records.ts';
import type { Database } from '../model/ports.ts';
import { deleteIndexedDb, openIndexedDb } from './indexeddb.ts';
import { deleteHsmDatabase } from './hsm-database-name.ts';
import { StorageError } from '../model/storage-error.ts';

/** Open storage of a sandbox, and where it is. */
export interface OpenStorage {
  readonly database: Database;
  readonly state: StorageInfo;
  /** Opens the database of the CloudHSM clusters. Omitted: it is in memory. */
  readonly openHsmDatabase?: () => Promise<HsmDatabase>;
  /** Opens the database of the external key managers. Omitted: it is in memory. */
  readonly openExternalDatabase?: () => Promise<ExternalDatabase>;
}

/**
 * Opens the storage of a sandbox. If the browser provides no storage (`unavailable`), the sandbox is new and in memory,
 * and `state.reason` says why. If an existing sandbox cannot be opened (newer schema, blocked upgrade, full disk),
 * rejects with StorageError: an empty sandbox would look like data loss.
 */
export async function openStorage(world: string): Promise<OpenStorage> {
  try {
    return {
      database: await openIndexedDb(world),
      state: { kind: 'indexeddb' },
      openExternalDatabase: async () => (await import('./external-indexeddb.ts')).openExternalDatabase(world),
      // Loaded when it is used: most sandboxes have no cluster.
      openHsmDatabase: async () => (await import('./indexeddb-hsm.ts')).openIndexedDbHsms(world),
    };
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'unavailable') throw error;
    // Few browsers need it, so its code loads on demand.
    const { createMemoryDatabase } = await import('./memory.ts');
    return { database: createMemoryDatabase(), state: { kind: 'memory', reason: describeFallback(error) } };
  }
}

/** Deletes all stored data of a sandbox without opening it. Rejects with StorageError if the browser refuses. */
export async function deleteWorld(world: string): Promise<void> {
  await deleteIndexedDb(world);
  await (await import('./external-indexeddb.ts')).deleteExternalDatabase(world);
  await deleteHsmDatabase(world);
}

function describeFallback({ cause }: StorageError): string {
  const words =
    cause instanceof Error || cause instanceof DOMException ? ` Cause: ${cause.name}: ${cause.message}` : '';
  return `Browser storage is unavailable, for example in a private window. Keys and audit log are kept in memory and are lost when you close this tab.${words}`;
}
