/** Damaged records in lists: each member that is not valid throws when it is read, so that the others can be used. */
import { STORES, type DamagedRecord, type Records, type StoreName } from './records.ts';
import { DamagedRecordError } from './storage-error.ts';

const damagedRecords = new WeakSet<object>();

/** Whether `record` is damaged: reading some of its members throws DamagedRecordError. */
export function isDamaged(record: object): boolean {
  return damagedRecords.has(record);
}

/** Returns the records that are not damaged, for lists that show each record whole. */
export function withoutDamaged<R extends object>(records: readonly R[]): readonly R[] {
  return records.some(isDamaged) ? records.filter((record) => !isDamaged(record)) : records;
}

/**
 * Returns `record` with its damaged `members` replaced: reading one throws DamagedRecordError, also when the record is
 * copied. So a damaged record can be listed and deleted, but never stored again as if it were whole.
 */
export function guardDamagedRecord<S extends StoreName>(
  store: S,
  record: Records[S],
  members: readonly string[],
): Records[S] {
  const id = String((record as unknown as Readonly<Record<string, unknown>>)[STORES[store].key]);
  const guarded = { ...record };
  for (const member of members) {
    const damaged: DamagedRecord = { store, id, member };
    Object.defineProperty(guarded, member, {
      enumerable: true,
      get: (): never => {
        throw new DamagedRecordError(damaged);
      },
    });
  }
  damagedRecords.add(guarded);
  return guarded;
}
