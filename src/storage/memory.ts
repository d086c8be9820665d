/** A sandbox in memory: for Node, for tests, and for browsers without storage. Its data ends with the process. */
import type { LogBlock } from '../model/log-block.ts';
import type { LogFold } from '../model/log-fold.ts';
import type { LogSummary } from '../model/log-summary.ts';
import type { Batch, Database, Durability } from '../model/ports.ts';
import { STORES, type IndexName, type Records, type StoreName } from '../model/records.ts';
import type { Segment } from '../model/segment.ts';
import { assertRebased, assertSegmentNumber, keyOf, STORE_NAMES, storesIn } from './commit-batch.ts';
import { createFrozenClone, type FrozenClone } from './frozen-clone.ts';
import { damagedSegment, isSoundSegment } from './segment-check.ts';
import { toQueryLimit, type IndexKey } from './index-keys.ts';
import { MemoryStore, type StoredRecord } from './memory-store.ts';
import { StorageError } from '../model/storage-error.ts';

/** State that connections to one sandbox share: the stores and the audit log, oldest segment first. */
export class MemoryDatabaseState {
  readonly stores: Readonly<Record<StoreName, MemoryStore>>;
  log: FrozenClone<Segment>[] = [];
  /** Highest number of the segments whose events were dropped. 0: none. They are no longer in `log`. */
  dropped = 0;
  /** Index of the log: blocks by their first segment, in ascending order. */
  blocks: LogBlock[] = [];
  /** Summaries of that index, in the same order. */
  summaries: LogSummary[] = [];
  /** Folds of the log, by ID. */
  readonly folds = new Map<string, LogFold>();

  constructor() {
    this.stores = Object.fromEntries(STORE_NAMES.map((name) => [name, new MemoryStore(STORES[name])])) as Record<
      StoreName,
      MemoryStore
    >;
  }
}

/**
 * Connects to `data`, or to a new empty sandbox. Engines may share a sandbox through one database or through several
 * over the same data; commits are sequential either way. Returned values are frozen.
 */
export function createMemoryDatabase(data: MemoryDatabaseState = new MemoryDatabaseState()): Database {
  return new Memory(data);
}

class Memory implements Database {
  readonly #data: MemoryDatabaseState;
  #closed = false;

  constructor(data: MemoryDatabaseState) {
    this.#data = data;
  }

  async get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    return this.#use().stores[store].get(key) as Records[S] | undefined;
  }

  async page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: IndexKey,
    limit: number,
    after?: IndexKey,
  ): Promise<Records[S][]> {
    return this.#use().stores[store].page(index, by, toQueryLimit(limit), after) as unknown as Records[S][];
  }

  async count<S extends StoreName>(store: S, index: IndexName<S>, by: IndexKey): Promise<number> {
    return this.#use().stores[store].count(index, by);
  }

  async lastSeq(): Promise<number> {
    return lastSeqOf(this.#use());
  }

  async readSegments(before: number | undefined, limit: number): Promise<Segment[]> {
    const { log, dropped } = this.#use();
    const count = toQueryLimit(limit);
    const end = before === undefined ? log.length : placeOf(log, before);
    const found = log
      .slice(Math.max(0, end - count), end)
      .reverse()
      .map(readSegment);
    const reachesDropped = dropped > 0 && found.length < count && (before === undefined || dropped < before);
    return reachesDropped ? [...found, droppedSegment(dropped)] : found;
  }

  async readLogBlocks(from: number, to: number): Promise<LogBlock[]> {
    return readWithin(this.#use().blocks, from, to);
  }

  async writeLogBlock(block: LogBlock): Promise<void> {
    putInOrder(this.#use().blocks, block);
  }

  async readLogSummaries(from: number, to: number): Promise<LogSummary[]> {
    return readWithin(this.#use().summaries, from, to);
  }

  async writeLogSummary(summary: LogSummary): Promise<void> {
    putInOrder(this.#use().summaries, summary);
  }

  async readLogFold(id: string): Promise<LogFold | undefined> {
    return structuredClone(this.#use().folds.get(id));
  }

  async writeLogFold(fold: LogFold): Promise<void> {
    this.#use().folds.set(fold.id, structuredClone(fold));
  }

  async commit(
    batch: Batch,
    taken: (later: readonly Segment[]) => Batch | undefined,
    _durability: Durability,
  ): Promise<void> {
    const data = this.#use();
    const { seq } = batch.segment;
    assertSegmentNumber(seq);
    if (lastSeqOf(data) < seq) {
      apply(data, batch);
      return;
    }
    const kept = data.log.slice(placeOf(data.log, seq)).map(readSegment);
    const later = seq <= data.dropped ? [droppedSegment(data.dropped), ...kept] : kept;
    const next = taken(later);
    if (next === undefined) return;
    assertRebased(next, later, storesIn(batch));
    apply(data, next);
  }

  async dropEvents(upTo: number): Promise<void> {
    const data = this.#use();
    const end = placeOf(data.log, upTo + 1);
    const last = data.log[end - 1]?.read().seq;
    if (last === undefined) return;
    data.dropped = last;
    data.log = data.log.slice(end);
    data.blocks = data.blocks.filter((block) => block.last > last);
    data.summaries = data.summaries.filter((summary) => summary.last > last);
  }

  close(): void {
    this.#closed = true;
  }

  #use(): MemoryDatabaseState {
    if (this.#closed) throw new StorageError('gone');
    return this.#data;
  }
}

/** Entries of an index whose first segment is from `from` to `to`, newest first. */
function readWithin<T extends LogBlock | LogSummary>(entries: readonly T[], from: number, to: number): T[] {
  return structuredClone(entries.filter(({ first }) => first >= from && first <= to).reverse());
}

/** Puts an entry into an index, and replaces one with the same first segment. */
function putInOrder<T extends LogBlock | LogSummary>(entries: T[], entry: T): void {
  const at = lowerBound(entries, entry.first, ({ first }) => first);
  entries.splice(at, entries[at]?.first === entry.first ? 1 : 0, structuredClone(entry));
}

function readSegment(stored: FrozenClone<Segment>): Segment {
  const segment = stored.read();
  return isSoundSegment(segment) ? segment : damagedSegment(segment.seq);
}

/** Stores all of `batch`, or nothing if part of it cannot be cloned. */
function apply(data: MemoryDatabaseState, batch: Batch): void {
  const segment = createFrozenClone(batch.segment);
  const writes = batch.changes.map((change) => ({
    store: data.stores[change.store],
    key: keyOf(change),
    after: change.after && createFrozenClone(change.after as unknown as StoredRecord),
  }));
  if (batch.clear) {
    data.log = [];
    data.dropped = 0;
    data.blocks = [];
    data.summaries = [];
    data.folds.clear();
    for (const store of Object.values(data.stores)) store.clear();
  }
  data.log.push(segment);
  for (const { store, key, after } of writes) {
    if (key === undefined) continue;
    if (after === undefined) store.delete(key);
    else store.put(key, after);
  }
}

function lastSeqOf({ log, dropped }: MemoryDatabaseState): number {
  return log.at(-1)?.read().seq ?? dropped;
}

/** All segments up to `seq`, after their events were dropped. */
const droppedSegment = (seq: number): Segment => ({ seq, events: [], touched: ['*'] });

/** Returns the index in `log` of the first segment with number `seq` or higher. */
function placeOf(log: readonly FrozenClone<Segment>[], seq: number): number {
  return lowerBound(log, seq, (segment) => segment.read().seq);
}

/** Returns the index of the first item whose key is `key` or higher. `items` are in ascending order. */
function lowerBound<T>(items: readonly T[], key: number, keyOfItem: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOfItem(items[middle] as T) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
