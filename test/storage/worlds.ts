/** Both implementations of the Database port, for tests that hold for either. */
import { deleteDB } from 'idb';
import type { Database } from '../../src/model/ports.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';

/** One world under test: any number of connections to it, and its end. */
export interface TestWorld {
  connect(): Promise<Database>;
  destroy(): Promise<void>;
}

/** A name that no other test uses. */
export function freshName(): string {
  return `test-${crypto.randomUUID()}`;
}

export async function deleteDatabase(world: string): Promise<void> {
  await deleteDB(databaseName(world));
}

export function indexedDbWorld(name = freshName()): TestWorld {
  const open: Database[] = [];
  return {
    async connect() {
      const database = await openIndexedDb(name);
      open.push(database);
      return database;
    },
    async destroy() {
      for (const database of open) database.close();
      await deleteDatabase(name);
    },
  };
}

export function memoryWorld(): TestWorld {
  const data = new MemoryDatabaseState();
  return { connect: async () => createMemoryDatabase(data), destroy: async () => {} };
}

export const IMPLEMENTATIONS = [
  { name: 'IndexedDB', create: () => indexedDbWorld() },
  { name: 'memory', create: memoryWorld },
] as const;
