/**
 * A draft of a sandbox: reads what a database has, and keeps what is committed in memory. An engine over it makes
 * changes that no other client sees, and `changes` are then stored in one transaction, or never.
 */
import { isDamaged } from '../model/damaged-record.ts';
import type { AuditEvent } from '../model/audit.ts';
import type { Batch, Database } from '../model/ports.ts';
import { STORES, type Change, type IndexName, type IndexRow, type Records, type StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { keyOf, STORE_NAMES } from './commit-batch.ts';
import { createFrozenClone } from './frozen-clone.ts';
import { compareKeys, type IndexKey } from './index-keys.ts';
import { MemoryStore, type StoredRecord } from './memory-store.ts';

/** Everything that was committed to a draft. */
export interface DraftChanges {
  readonly changes: readonly Change[];
  readonly events: readonly AuditEvent[];
}

/** The records of one store: those of the draft, and those of the database that they replace. */
class DraftStore {
  readonly own: MemoryStore;
  readonly replaced: MemoryStore;
  readonly before = new Map<string, StoredRecord | undefined>();

  constructor(store: StoreName) {
    this.own = new MemoryStore(STORES[store]);
    this.replaced = new MemoryStore(STORES[store]);
  }
}

/** A draft of the sandbox in `base`. */
export class DraftDatabase implements Database {
  /** Number of the newest segment of the database when the draft began: the draft is void if it has a newer one. */
  readonly baseSeq: number;
  readonly #base: Database;
  readonly #stores = new Map(STORE_NAMES.map((name) => [name, new DraftStore(name)]));
  readonly #log: Segment[] = [];

  private constructor(base: Database, baseSeq: number) {
    this.#base = base;
    this.baseSeq = baseSeq;
  }

  /** Begins a draft. */
  static async begin(base: Database): Promise<DraftDatabase> {
    return new DraftDatabase(base, await base.lastSeq());
  }

  /** Returns what was committed to the draft: each record once, and all events in order. */
  changes(): DraftChanges {
    const changes: Change[] = [];
    for (const [store, { own, before }] of this.#stores) {
      for (const [key, earlier] of before) {
        const after = own.get(key);
        if (earlier !== undefined || after !== undefined) changes.push({ store, before: earlier, after } as never);
      }
    }
    return { changes, events: this.#log.flatMap(({ events }) => events) };
  }

  async get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    const { own, before } = this.#of(store);
    return before.has(key) ? (own.get(key) as Records[S] | undefined) : await this.#base.get(store, key);
  }

  async page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: IndexKey,
    limit: number,
    after?: IndexKey,
  ): Promise<readonly Records[S][]> {
    const { own, before } = this.#of(store);
    // Each record of the draft can take the place of one of the database.
    const wanted = Math.min(limit + before.size, Number.MAX_SAFE_INTEGER);
    const stored = (await this.#base.page(store, index, by, wanted, after)).filter(
      (record) => isDamaged(record) || !before.has(memberOf(record, STORES[store].key)),
    );
    const made = own.page(index, by, limit, after) as unknown as Records[S][];
    if (made.length === 0) return stored.slice(0, limit);
    const { on } = (STORES[store].indexes as Readonly<Record<string, IndexRow>>)[index] as IndexRow;
    const keyIn = (record: Records[S]) => [
      on.map((name) => memberOf(record, name)),
      memberOf(record, STORES[store].key),
    ];
    return [...stored, ...made].sort((one, other) => compareKeys(keyIn(one), keyIn(other))).slice(0, limit);
  }

  async count<S extends StoreName>(store: S, index: IndexName<S>, by: IndexKey): Promise<number> {
    const { own, replaced } = this.#of(store);
    return (await this.#base.count(store, index, by)) - replaced.count(index, by) + own.count(index, by);
  }

  lastSeq(): Promise<number> {
    return Promise.resolve(this.#log.at(-1)?.seq ?? this.baseSeq);
  }

  async readSegments(before: number | undefined, limit: number): Promise<readonly Segment[]> {
    const own = this.#log.filter(({ seq }) => before === undefined || seq < before).toReversed();
    if (own.length >= limit) return own.slice(0, limit);
    const end = Math.min(before ?? Infinity, this.baseSeq + 1);
    return [...own, ...(await this.#base.readSegments(end, limit - own.length))];
  }

  async commit(batch: Batch): Promise<void> {
    if (batch.clear) throw new TypeError('A draft cannot be cleared.');
    const { segment, changes } = createFrozenClone(batch).read();
    for (const change of changes) {
      const key = keyOf(change);
      if (key === undefined) continue;
      const { own, replaced, before } = this.#of(change.store);
      if (!before.has(key)) {
        const earlier = (await this.#base.get(change.store, key)) as StoredRecord | undefined;
        before.set(key, earlier);
        if (earlier !== undefined) replaced.put(key, createFrozenClone(earlier));
      }
      if (change.after === undefined) own.delete(key);
      else own.put(key, createFrozenClone(change.after as unknown as StoredRecord));
    }
    this.#log.push(segment);
  }

  readLogBlocks(from: number, to: number): ReturnType<Database['readLogBlocks']> {
    return this.#base.readLogBlocks(from, to);
  }

  readLogSummaries(from: number, to: number): ReturnType<Database['readLogSummaries']> {
    return this.#base.readLogSummaries(from, to);
  }

  readLogFold(id: string): ReturnType<Database['readLogFold']> {
    return this.#base.readLogFold(id);
  }

  /** Does nothing: the index of a draft is not used again. */
  writeLogBlock(): Promise<void> {
    return Promise.resolve();
  }

  /** Does nothing, as `writeLogBlock`. */
  writeLogSummary(): Promise<void> {
    return Promise.resolve();
  }

  /** Does nothing, as `writeLogBlock`. */
  writeLogFold(): Promise<void> {
    return Promise.resolve();
  }

  /** Does nothing: the database stays open. */
  close(): void {
    // The database belongs to the sandbox.
  }

  #of(store: StoreName): DraftStore {
    return this.#stores.get(store) as DraftStore;
  }
}

const memberOf = (record: object, name: string): string => (record as Readonly<Record<string, string>>)[name] as string;
