/** Damaged records over IndexedDB. `test/faults/damaged.test.ts` has the same over the memory database. */
import { openDB } from 'idb';
import type { Database } from '../../src/model/ports.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { damagedSuite, type Plain, type RawStorage } from '../faults/damaged-suite.ts';
import { deleteDatabase, freshName } from './worlds.ts';

function indexedDbStorage(): RawStorage {
  const name = freshName();
  const open: Database[] = [];

  async function change(
    store: string,
    key: string | number,
    next: (record: Plain) => Plain | undefined,
  ): Promise<void> {
    const raw = await openDB(databaseName(name));
    const after = next((await raw.get(store, key)) as Plain);
    if (after === undefined) await raw.delete(store, key);
    else await raw.put(store, after);
    raw.close();
  }

  return {
    async connect() {
      const database = await openIndexedDb(name);
      open.push(database);
      return database;
    },
    change,
    changeSegment: (seq, next) => change('segments', seq, next),
    async destroy() {
      for (const database of open) database.close();
      await deleteDatabase(name);
    },
  };
}

damagedSuite('IndexedDB', indexedDbStorage);
