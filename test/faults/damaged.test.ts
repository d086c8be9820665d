/** Damaged records over the memory database. `test/storage/damaged.test.ts` has the same over IndexedDB. */
import { STORES } from '../../src/model/records.ts';
import type { Segment } from '../../src/model/segment.ts';
import { createFrozenClone } from '../../src/storage/frozen-clone.ts';
import { createMemoryDatabase, MemoryDatabaseState } from '../../src/storage/memory.ts';
import { damagedSuite, type Plain, type RawStorage } from './damaged-suite.ts';

function memoryStorage(): RawStorage {
  const data = new MemoryDatabaseState();
  return {
    connect: () => Promise.resolve(createMemoryDatabase(data)),
    change(store, id, change) {
      const before = data.stores[store].get(id);
      if (before === undefined) throw new Error(`${store} has no ${id}.`);
      const after = change(before);
      if (after === undefined) data.stores[store].delete(id);
      else data.stores[store].put(String(before[STORES[store].key]), createFrozenClone(after));
      return Promise.resolve();
    },
    changeSegment(seq, change) {
      data.log = data.log.map((segment) =>
        segment.read().seq === seq
          ? createFrozenClone(change(segment.read() as unknown as Plain) as unknown as Segment)
          : segment,
      );
      return Promise.resolve();
    },
    destroy: () => Promise.resolve(),
  };
}

damagedSuite('memory', memoryStorage);
