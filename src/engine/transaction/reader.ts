/**
 * The only way to read: a Reader records the name of every look-up of one attempt at a call, so that the commit can tell whether what was read is still true.
 * What was read stays in the ReadCache until a commit, here or in another tab, touches it.
 */
import type { Database } from '../../model/ports.ts';
import type { Change, IndexName, Records, StoreName } from '../../model/records.ts';
import { nameOfChange, ALL_NAMES, indexName, recordName } from './read-names.ts';

/** Look-ups kept; beyond it the oldest are dropped, which costs a read and nothing else. */
const MAX_CACHED_READS = 20_000;

/** What was derived and is kept; beyond it all are made anew. */
const MAX_DERIVED_VALUES = 1_000;

/** Counts further from their limit than this are no dependency: no number of calls in flight together could reach the limit. */
const COUNT_MARGIN = 1_000;

/** What was made of look-ups, and their names. */
interface Derived {
  readonly value: unknown;
  readonly names: readonly ReadonlySet<string>[];
}

/** What one attempt at a call read. */
export class Reader {
  /** Names of look-ups: this attempt's own, then those of what was derived, each shared by all attempts that it served. */
  readonly #names: [Set<string>, ...ReadonlySet<string>[]] = [new Set()];
  /** True once a commit touched something that this attempt read. */
  isStale = false;
  readonly #cache: ReadCache;

  constructor(cache: ReadCache) {
    this.#cache = cache;
  }

  /** Whether anything was looked up under `name`. */
  dependsOn(name: string): boolean {
    return this.#names.some((names) => names.has(name));
  }

  /**
   * What `from` makes of look-ups that many calls have in common: remembered under `name` until a commit touches anything at all, so that most calls find it
   * in one step. It may depend on nothing but `name` and what it reads. Rejects as `from` does.
   */
  derived<T>(name: string, from: (reader: Reader) => Promise<T>): T | Promise<T> {
    const known = this.#cache.derived.get(name);
    if (known === undefined) return this.#derive(name, from);
    this.#names.push(...known.names);
    return known.value as T;
  }

  async #derive<T>(name: string, from: (reader: Reader) => Promise<T>): Promise<T> {
    const inner = new Reader(this.#cache);
    // Before anything is read: a commit that touches it meanwhile makes this attempt stale too.
    this.#names.push(...inner.#names);
    const { touches } = this.#cache;
    const value = await from(inner);
    if (this.#cache.touches === touches) this.#cache.keepDerived(name, { value, names: inner.#names });
    return value;
  }

  /** The record under `key`, or undefined. */
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    const name = recordName(store, key);
    this.#names[0].add(name);
    return this.#cache.getOrLoad(name, () => this.#cache.database.get(store, key));
  }

  /** All records of an index under `by`, for lists that are short by nature. */
  all<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
  ): Promise<readonly Records[S][]> {
    const name = indexName(store, index, by);
    this.#names[0].add(name);
    return this.#cache.getOrLoad(name, () => this.#cache.database.page(store, index, by, Number.MAX_SAFE_INTEGER));
  }

  /** The first record of an index. */
  async first<S extends StoreName>(store: S, index: IndexName<S>): Promise<Records[S] | undefined> {
    const name = indexName(store, index, []);
    this.#names[0].add(name);
    const page = await this.#cache.getOrLoad(name, () => this.#cache.database.page(store, index, [], 1));
    return page[0];
  }

  /** One page of an index, read afresh. */
  page<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
    limit: number,
    after?: readonly (string | number)[],
  ): Promise<readonly Records[S][]> {
    this.#names[0].add(indexName(store, index, by));
    return this.#cache.database.page(store, index, by, limit, after);
  }

  /** How many records stand under `by`. A dependency of the call only when the number comes near `limit`. */
  async count<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
    limit: number,
  ): Promise<number> {
    const name = indexName(store, index, by);
    const number = await this.#cache.getOrLoad(
      `count ${name}`,
      () => this.#cache.database.count(store, index, by),
      name,
    );
    if (number > limit - COUNT_MARGIN) this.#names[0].add(name);
    return number;
  }
}

/** A reader that finds some records otherwise than they are stored: what would be if they were changed. Nothing that it read may be committed upon. */
class Supposing extends Reader {
  readonly #supposed: ReadonlyMap<string, unknown>;

  constructor(cache: ReadCache, supposed: readonly Change[]) {
    super(cache);
    this.#supposed = new Map(supposed.map((change) => [nameOfChange(change), change.after]));
  }

  override derived<T>(_name: string, from: (reader: Reader) => Promise<T>): Promise<T> {
    return from(this);
  }

  override async get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    const name = recordName(store, key);
    return this.#supposed.has(name) ? (this.#supposed.get(name) as Records[S]) : super.get(store, key);
  }

  override async all<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
  ): Promise<readonly Records[S][]> {
    const records = await super.all(store, index, by);
    return records.map(
      (record) =>
        (this.#supposed.get(nameOfChange({ store, after: record } as Change)) as Records[S] | undefined) ?? record,
    );
  }
}

/** What the engine of one host remembers of its world, and the attempts that are under way. */
export class ReadCache {
  readonly database: Database;
  readonly #keep: boolean;
  readonly #known = new Map<string, Promise<unknown>>();
  /** Under a name: the further entries that fall with it. */
  readonly #followers = new Map<string, string>();
  readonly #open = new Set<Reader>();
  readonly #derived = new Map<string, Derived>();
  #touches = 0;

  /** `keep` false: nothing is remembered, every look-up goes to the database. The answers are the same. */
  constructor(database: Database, keep = true) {
    this.database = database;
    this.#keep = keep;
  }

  /** Attempts under way. */
  get activeReaders(): number {
    return this.#open.size;
  }

  /** Commits that touched something: what was made of look-ups before the last of them is not remembered. */
  get touches(): number {
    return this.#touches;
  }

  /** What is remembered of `derived` of a reader. */
  get derived(): ReadonlyMap<string, Derived> {
    return this.#derived;
  }

  /** Remembers what a reader derived. */
  keepDerived(name: string, derived: Derived): void {
    if (!this.#keep) return;
    if (this.#derived.size >= MAX_DERIVED_VALUES) this.#derived.clear();
    this.#derived.set(name, derived);
  }

  /** A reader for one attempt; `close` it when the attempt is over. */
  openReader(): Reader {
    const reader = new Reader(this);
    this.#open.add(reader);
    return reader;
  }

  /** A reader for looking at what would be, were `supposed` stored; `close` it too. */
  openPreviewReader(supposed: readonly Change[]): Reader {
    const reader = supposed.length === 0 ? new Reader(this) : new Supposing(this, supposed);
    this.#open.add(reader);
    return reader;
  }

  /** Ends an attempt. */
  close(reader: Reader): void {
    this.#open.delete(reader);
  }

  /** The remembered answer to a look-up, or `load`'s. Promises are kept, so that a look-up under way is asked once and can be forgotten too. */
  getOrLoad<T>(name: string, load: () => Promise<T>, fallsWith?: string): Promise<T> {
    const known = this.#known.get(name);
    if (known !== undefined) return known as Promise<T>;
    const loading = load();
    if (!this.#keep) return loading;
    if (this.#known.size >= MAX_CACHED_READS) this.#dropOldest();
    this.#known.set(name, loading);
    if (fallsWith !== undefined) this.#followers.set(fallsWith, name);
    loading.catch(() => {
      if (this.#known.get(name) === loading) this.#known.delete(name);
    });
    return loading;
  }

  /** A commit touched `names`: they are read anew from now on, and the attempts that read them are stale. */
  invalidate(names: readonly string[]): void {
    if (names.length === 0) return;
    this.#touches++;
    this.#derived.clear();
    const all = names.includes(ALL_NAMES);
    if (all) this.#known.clear();
    for (const name of names) {
      this.#known.delete(name);
      const follower = this.#followers.get(name);
      if (follower !== undefined) this.#known.delete(follower);
    }
    for (const reader of this.#open) {
      if (all || names.some((name) => reader.dependsOn(name))) reader.isStale = true;
    }
  }

  #dropOldest(): void {
    for (const name of this.#known.keys()) {
      this.#known.delete(name);
      if (this.#known.size < MAX_CACHED_READS * 0.9) return;
    }
  }
}
