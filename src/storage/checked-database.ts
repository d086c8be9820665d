/** Checks every record where it leaves the database. The engine caches what it reads, so each is checked about once. */
import { guardDamagedRecord } from '../model/damaged-record.ts';
import type { Database } from '../model/ports.ts';
import { findDamagedMembers } from '../model/record-shapes.ts';
import { STORES, type DamagedRecord, type Records, type StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { DamagedRecordError } from '../model/storage-error.ts';

type Drop = NonNullable<Database['dropEvents']>;

/** Time from the first list of a store to its search for records that no list has. */
const SEARCH_DELAY_MS = 2000;

/**
 * Returns `database` with checked reads. `get` rejects with DamagedRecordError for a damaged record. In a page, its
 * damaged members throw when they are read (`model/damaged-record.ts`), so that one record does not end a list.
 * After the first list of a store, searches it once for records that lost a member of an index: no list has them.
 * @param onDamage called each time that a damaged record or segment is read
 * @param searchDelayMs time until the search. It counts all records, and must not delay the first answers
 */
export function checkRecords(
  database: Database,
  onDamage: (damaged: DamagedRecord) => void,
  searchDelayMs = SEARCH_DELAY_MS,
): Database {
  const searched = new Set<StoreName>();

  async function findUnlisted(store: StoreName): Promise<void> {
    for (const key of (await database.findUnlisted?.(store)) ?? []) {
      const record = await database.get(store, key);
      if (record !== undefined && damageIn(store, key, record).length === 0) onDamage({ store, id: key });
    }
  }

  function searchLater(store: StoreName): void {
    if (database.findUnlisted === undefined || searched.has(store)) return;
    searched.add(store);
    // If it fails, storage does: the next call says so.
    setTimeout(() => void findUnlisted(store).catch(() => undefined), searchDelayMs);
  }

  function damageIn<S extends StoreName>(store: S, key: string, record: Records[S]): readonly string[] {
    const members = findDamagedMembers(store, key, record);
    const [member] = members;
    if (member !== undefined) onDamage({ store, id: key, member });
    return members;
  }

  const keyIn = <S extends StoreName>(store: S, record: Records[S]): string =>
    String((record as unknown as Readonly<Record<string, unknown>>)[STORES[store].key]);

  return {
    async get(store, key) {
      const record = await database.get(store, key).catch((error: unknown) => {
        if (error instanceof DamagedRecordError) onDamage(error.damaged);
        throw error;
      });
      if (record === undefined) return undefined;
      const [member] = damageIn(store, key, record);
      if (member !== undefined) throw new DamagedRecordError({ store, id: key, member });
      return record;
    },
    async page(store, index, by, limit, after) {
      searchLater(store);
      const records = await database.page(store, index, by, limit, after);
      let guarded: (typeof records)[number][] | undefined;
      for (const [place, record] of records.entries()) {
        const members = damageIn(store, keyIn(store, record), record);
        if (members.length === 0) continue;
        guarded ??= [...records];
        guarded[place] = guardDamagedRecord(store, record, members);
      }
      return guarded ?? records;
    },
    count: (store, index, by) => database.count(store, index, by),
    lastSeq: () => database.lastSeq(),
    async readSegments(before, limit) {
      const segments = await database.readSegments(before, limit);
      noteDamage(segments);
      return segments;
    },
    commit: (batch, taken, durability) =>
      database.commit(
        batch,
        (later) => {
          noteDamage(later);
          return taken(later);
        },
        durability,
      ),
    readLogBlocks: (from, to) => database.readLogBlocks(from, to),
    writeLogBlock: (block) => database.writeLogBlock(block),
    readLogSummaries: (from, to) => database.readLogSummaries(from, to),
    writeLogSummary: (summary) => database.writeLogSummary(summary),
    readLogFold: (id) => database.readLogFold(id),
    writeLogFold: (fold) => database.writeLogFold(fold),
    ...(database.dropEvents && { dropEvents: (upTo: number) => (database.dropEvents as Drop)(upTo) }),
    close: () => database.close(),
  };

  function noteDamage(segments: readonly Segment[]): void {
    for (const { damaged } of segments) if (damaged !== undefined) onDamage(damaged);
  }
}
