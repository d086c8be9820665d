/**
 * Reads around a stored value that the browser cannot read, for example because the file of a large value is lost.
 * Chromium then fails the whole `getAll`, and answers null for a value that it cannot deserialize.
 */
import type { IDBPDatabase } from 'idb';
import { STORES, type IndexName, type Records, type StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { DamagedRecordError } from '../model/storage-error.ts';
import { LOG_STORE } from './migrations.ts';
import { damagedSegment } from './segment-check.ts';
import { decodeSegment, type StoredSegment } from './segment-encoding.ts';

/** Errors of reads that can concern one value alone. */
const UNREADABLE: ReadonlySet<string> = new Set(['UnknownError', 'NotReadableError', 'NotFoundError', 'DataError']);

/** Whether `cause` can mean that one value cannot be read. */
export function canBeUnreadable(cause: unknown): boolean {
  return cause instanceof DOMException && UNREADABLE.has(cause.name);
}

/** Creates the error for a value that the browser answers as null. */
export const unreadableValue = (): DOMException => new DOMException('A stored value cannot be read.', 'UnknownError');

/** Result of reading one value. Undefined: it cannot be read. */
async function readValue<T>(connection: IDBPDatabase, store: string, key: IDBValidKey): Promise<T | undefined> {
  try {
    return ((await connection.get(store, key)) as T | null | undefined) ?? undefined;
  } catch (cause) {
    if (!canBeUnreadable(cause)) throw cause;
    return undefined;
  }
}

/** Throws `cause` if no value can be read: then storage failed, and nothing is known about a single value. */
async function assertReadable(connection: IDBPDatabase, cause: unknown): Promise<void> {
  if ((await readValue(connection, 'world', 'clock')) === undefined) throw cause;
}

/** Returns the segments of `range`, oldest first; a damaged one in place of each that cannot be read. */
export async function readEachSegment(
  connection: IDBPDatabase,
  range: IDBKeyRange,
  cause: unknown,
): Promise<Segment[]> {
  const numbers = (await connection.getAllKeys(LOG_STORE, range)) as number[];
  const found: Segment[] = [];
  for (const seq of numbers) {
    const stored = await readValue<StoredSegment>(connection, LOG_STORE, seq);
    if (stored === undefined) await assertReadable(connection, cause);
    found.push(stored === undefined ? damagedSegment(seq) : decodeSegment(stored, seq));
  }
  return found;
}

/**
 * Returns the record under `key` by another attempt. Undefined if it does not exist.
 * @throws {DamagedRecordError} if it exists and cannot be read
 */
export async function readAgain<S extends StoreName>(
  connection: IDBPDatabase,
  store: S,
  key: string,
  cause: unknown,
): Promise<Records[S] | undefined> {
  const record = await readValue<Records[S]>(connection, store, key);
  if (record !== undefined) return record;
  await assertReadable(connection, cause);
  if ((await connection.count(store, key)) === 0) return undefined;
  throw new DamagedRecordError({ store, id: key });
}

/**
 * Returns the records of an index in `range`, at most `limit`. One that cannot be read has only the members that the
 * index and its key contain.
 */
export async function readEachRecord<S extends StoreName>(
  connection: IDBPDatabase,
  place: { readonly store: S; readonly index: IndexName<S>; readonly range: IDBKeyRange; readonly limit: number },
  cause: unknown,
): Promise<Records[S][]> {
  const { store, index, range, limit } = place;
  const { key: keyMember, indexes } = STORES[store];
  const { on } = (indexes as Readonly<Record<string, { readonly on: readonly string[] }>>)[index] ?? { on: [] };
  const entries: { readonly key: string; readonly members: Readonly<Record<string, unknown>> }[] = [];
  let cursor = await connection.transaction(store).store.index(index).openKeyCursor(range);
  for (; cursor !== null && entries.length < limit; cursor = await cursor.continue()) {
    const values = cursor.key as readonly unknown[];
    const members = Object.fromEntries(on.map((name, at) => [name, values[at]]));
    entries.push({ key: cursor.primaryKey as string, members: { ...members, [keyMember]: cursor.primaryKey } });
  }
  const found: Records[S][] = [];
  for (const { key, members } of entries) {
    const record = await readValue<Records[S]>(connection, store, key);
    if (record === undefined) await assertReadable(connection, cause);
    found.push(record ?? (members as unknown as Records[S]));
  }
  return found;
}

/** Returns the keys of records that are missing from an index that has every record of the store. */
export async function findUnlisted(connection: IDBPDatabase, store: StoreName): Promise<readonly string[]> {
  const transaction = connection.transaction(store);
  const names = Object.entries(STORES[store].indexes)
    .filter(([, row]) => !('partial' in row))
    .map(([name]) => name);
  const [total, ...counts] = await Promise.all([
    transaction.store.count(),
    ...names.map((name) => transaction.store.index(name).count()),
  ]);
  const incomplete = names.filter((_, at) => counts[at] !== total);
  if (incomplete.length === 0) return [];
  const all = (await transaction.store.getAllKeys()) as string[];
  const unlisted = new Set<string>();
  for (const name of incomplete) {
    const listed = new Set<string>();
    let cursor = await transaction.store.index(name).openKeyCursor();
    for (; cursor !== null; cursor = await cursor.continue()) listed.add(cursor.primaryKey as string);
    for (const key of all) if (!listed.has(key)) unlisted.add(key);
  }
  return [...unlisted];
}
