/** One store in memory: records by key, and each index as a sorted map. Each operation takes logarithmic time. */
import { OrderedMap } from '@js-sdsl/ordered-map';
import type { IndexRow, StoreRow } from '../model/records.ts';
import type { FrozenClone } from './frozen-clone.ts';
import { prefixRange, compareKeys, type IndexKey, type Key } from './index-keys.ts';

/** Any record of a store. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** Position of a record in an index: the members of the index, then the record's own key. */
type Place = readonly [Key, string];
type Index = OrderedMap<Place, FrozenClone<StoredRecord>>;

/** The records of one store. The caller passes frozen clones only. */
export class MemoryStore {
  readonly #row: StoreRow;
  #records = new Map<string, FrozenClone<StoredRecord>>();
  #indexes: ReadonlyMap<string, Index>;
  /** Whether another store has the same maps: they are copied before a change. */
  #isShared = false;

  /** Creates a store as `row` of STORES describes it. */
  constructor(row: StoreRow) {
    this.#row = row;
    this.#indexes = new Map(
      Object.keys(row.indexes).map((name) => [
        name,
        new OrderedMap<Place, FrozenClone<StoredRecord>>([], compareKeys, true),
      ]),
    );
  }

  /** Returns a copy, in constant time: both share their contents until one of them is changed. */
  clone(): MemoryStore {
    const copy = new MemoryStore(this.#row);
    copy.#records = this.#records;
    copy.#indexes = this.#indexes;
    copy.#isShared = true;
    this.#isShared = true;
    return copy;
  }

  /** Returns the record under `key`. */
  get(key: string): StoredRecord | undefined {
    return this.#records.get(key)?.read();
  }

  /** Stores `record` under `key` and replaces an existing one. */
  put(key: string, record: FrozenClone<StoredRecord>): void {
    this.#unshare();
    this.delete(key);
    this.#records.set(key, record);
    this.#eachPlace(key, record, (index, place) => index.setElement(place, record));
  }

  /** Deletes the record under `key`, if it exists. */
  delete(key: string): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    this.#unshare();
    this.#records.delete(key);
    this.#eachPlace(key, record, (index, place) => index.eraseElementByKey(place));
  }

  /** Deletes all records. */
  clear(): void {
    this.#unshare();
    this.#records.clear();
    for (const index of this.#indexes.values()) index.clear();
  }

  /** Returns at most `limit` records of `index` that begin with `by` and come after `after`. */
  page(index: string, by: IndexKey, limit: number, after?: IndexKey): StoredRecord[] {
    const map = this.#index(index);
    const bounds = prefixRange(by, after);
    const page: StoredRecord[] = [];
    if (bounds === undefined) return page;
    const at = lowerBound(map, bounds.lower, bounds.open);
    const end = lowerBound(map, bounds.upper, false);
    for (; page.length < limit && !at.equals(end); at.next()) page.push(at.pointer[1].read());
    return page;
  }

  /** Counts the records of `index` that begin with `by`. */
  count(index: string, by: IndexKey): number {
    const map = this.#index(index);
    const bounds = prefixRange(by);
    return bounds === undefined ? 0 : rankOf(map, bounds.upper) - rankOf(map, bounds.lower);
  }

  #unshare(): void {
    if (!this.#isShared) return;
    this.#isShared = false;
    this.#records = new Map(this.#records);
    this.#indexes = new Map(
      [...this.#indexes].map(([name, index]) => {
        const copy = new OrderedMap<Place, FrozenClone<StoredRecord>>([], compareKeys, true);
        // In order, so each goes to the end.
        index.forEach(([place, record]) => copy.setElement(place, record, copy.end()));
        return [name, copy];
      }),
    );
  }

  #index(name: string): Index {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new TypeError(`Index ${name} does not exist.`);
    return index;
  }

  #eachPlace(key: string, record: FrozenClone<StoredRecord>, visit: (index: Index, place: Place) => void): void {
    const members = record.read();
    for (const [name, index] of this.#indexes) {
      const indexKey = indexKeyOf(members, this.#row.indexes[name] as IndexRow);
      if (indexKey !== undefined) visit(index, [indexKey, key]);
    }
  }
}

/**
 * Returns the members of `record` that `index` sorts by. Undefined if one is missing or is not a valid key: the record
 * is then not in the index.
 */
function indexKeyOf(record: StoredRecord, { on }: IndexRow): IndexKey | undefined {
  const members = on.map((name) => record[name]);
  return members.every((member) => typeof member === 'string' || (typeof member === 'number' && !Number.isNaN(member)))
    ? (members as IndexKey)
    : undefined;
}

/** Returns the first position at `key` or, if `open`, after every record with that index key. */
function lowerBound(map: Index, key: Key, open: boolean): ReturnType<Index['lowerBound']> {
  return map.lowerBound([open ? [...(key as IndexKey), []] : key, ''] as unknown as Place);
}

function rankOf(map: Index, key: Key): number {
  const at = lowerBound(map, key, false);
  return at.equals(map.end()) ? map.size() : at.index;
}
