/** Name and deletion of the database of the CloudHSM clusters of a sandbox. */
import { deleteDatabase } from './indexeddb-connection.ts';

/**
 * Name of the database. No sandbox can have it as its own, `strongroom-<id>`: an ID has no colon.
 */
export function hsmDatabaseName(world: string): string {
  return `strongroom-hsm:${world}`;
}

/** Deletes the clusters of a sandbox. Rejects with StorageError if the browser refuses. */
export function deleteHsmDatabase(world: string): Promise<void> {
  return deleteDatabase(hsmDatabaseName(world));
}
