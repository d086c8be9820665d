/**
 * Names that connect reads and changes: a call conflicts if a name that it read is among the names that a commit
 * touched. Every lookup of a record or index has one, including misses and lists.
 */
import { isDamaged } from '../../model/damaged-record.ts';
import {
  STORES,
  type Change,
  type ChangedRecord,
  type IndexRow,
  type StoreName,
  type StoreRow,
} from '../../model/records.ts';

/** Name that `reset` and the deletion of a damaged record touch: everything. */
export const ALL_NAMES = '*';

/** Name of one record, whether or not it exists. */
export function recordName(store: StoreName, key: string): string {
  return `${store}/${key}`;
}

/** Name of all records of an index whose key starts with `by`. */
export function indexName(store: StoreName, index: string, by: readonly (string | number)[]): string {
  return `${store}.${index}/${by.join('|')}`;
}

type Plain = Readonly<Record<string, unknown>>;

function indexKey(row: IndexRow, record: Plain | undefined): readonly (string | number)[] | undefined {
  if (record === undefined) return undefined;
  const key = row.on.map((member) => record[member]);
  return key.every((part) => typeof part === 'string' || typeof part === 'number') ? key : undefined;
}

/** Key of a record in its store. */
export function recordKey(store: StoreName, record: unknown): string {
  return String((record as Plain | undefined)?.[STORES[store].key]);
}

/** The record that `change` is about. */
export function changedRecord({ store, before, after }: Change): ChangedRecord {
  return { store, key: recordKey(store, after ?? before) };
}

/** Whether an index lists `record` under a key that starts with `by`. */
export function isListed(store: StoreName, index: string, by: readonly (string | number)[], record: unknown): boolean {
  const row = (STORES[store] as StoreRow).indexes[index];
  const key = row && indexKey(row, record as Plain);
  return key !== undefined && by.every((part, at) => part === key[at]);
}

/** Name of the record that `change` is about. */
export function nameOfChange(change: Change): string {
  const { store, key } = changedRecord(change);
  return recordName(store, key);
}

/**
 * Returns all names that `change` touches: the record, and the lists that it leaves or joins. The lists of a damaged
 * record may be unknown.
 */
export function namesTouchedBy(change: Change): string[] {
  if (change.before !== undefined && isDamaged(change.before)) return [ALL_NAMES];
  const row: StoreRow = STORES[change.store];
  const before = change.before as Plain | undefined;
  const after = change.after as Plain | undefined;
  const names = [nameOfChange(change)];
  for (const [index, indexRow] of Object.entries(row.indexes)) {
    const from = indexKey(indexRow, before);
    const to = indexKey(indexRow, after);
    if (indexRow.keyOnly && from?.join('|') === to?.join('|')) continue;
    for (const key of [from, to])
      if (key !== undefined) names.push(indexName(change.store, index, key.slice(0, indexRow.by)));
  }
  return names;
}
