/**
 * The only way to read. A Reader records the name of every lookup of one attempt, so that the commit can detect
 * conflicts. Results stay in the ReadCache until a commit of any host touches them.
 */
import { isDamaged, withoutDamaged } from '../../model/damaged-record.ts';
import type { Database } from '../../model/ports.ts';
import type { Change, IndexName, Records, StoreName } from '../../model/records.ts';
import { nameOfChange, ALL_NAMES, indexName, isListed, recordKey, recordName } from './read-names.ts';

/** Maximum number of cached lookups; the oldest are evicted first. */
const MAX_CACHED_READS = 20_000;

/** Maximum number of cached derived values; beyond it all are dropped. */
const MAX_DERIVED_VALUES = 1_000;

/**
 * A count this far below its limit is not tracked as a read: concurrent calls of this host cannot reach the limit.
 * Records that other hosts added since are subtracted.
 */
const COUNT_MARGIN = 1_000;

/** A value derived from lookups, with their names. */
interface Derived {
  readonly value: unknown;
  readonly names: readonly ReadonlySet<string>[];
}

/** The reads of one attempt. */
export class Reader {
  /**
   * Names of lookups: those of this attempt, then those of derived values, each shared by all attempts that used them.
   */
  readonly #names: [Set<string>, ...ReadonlySet<string>[]] = [new Set()];
  /** True once a commit touched something that this attempt read. */
  isStale = false;
  /** How many records could be added below the limit of each count, when it was read. */
  #room: Map<string, number> | undefined;
  readonly #cache: ReadCache;

  constructor(cache: ReadCache) {
    this.#cache = cache;
  }

  /** Whether `name` was looked up. */
  dependsOn(name: string): boolean {
    return this.#names.some((names) => names.has(name));
  }

  /**
   * Returns a value derived from lookups that many calls share. Cached under `name` until a commit touches anything, so
   * that most calls find it in one step. `from` may depend only on `name` and its reads. Rejects as `from` does.
   */
  derived<T>(name: string, from: (reader: Reader) => Promise<T>): T | Promise<T> {
    const known = this.#cache.derived.get(name);
    if (known === undefined) return this.#derive(name, from);
    this.#names.push(...known.names);
    return known.value as T;
  }

  async #derive<T>(name: string, from: (reader: Reader) => Promise<T>): Promise<T> {
    const inner = new Reader(this.#cache);
    // Before any read: a commit that touches it meanwhile makes this attempt stale too.
    this.#names.push(...inner.#names);
    const { touches } = this.#cache;
    const value = await from(inner);
    if (this.#cache.touches === touches) this.#cache.keepDerived(name, { value, names: inner.#names });
    return value;
  }

  /** Returns the record under `key`, or undefined. */
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    const name = recordName(store, key);
    this.#names[0].add(name);
    return this.#cache.getOrLoad(name, () => this.#cache.database.get(store, key));
  }

  /** Returns the record under `key`, uncached: for records that can be large. */
  getUncached<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined> {
    this.#names[0].add(recordName(store, key));
    return this.#cache.database.get(store, key);
  }

  /** Returns all records of an index under `by`, for lists that are always short. */
  all<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
  ): Promise<readonly Records[S][]> {
    const name = indexName(store, index, by);
    this.#names[0].add(name);
    return this.#cache.getOrLoad(name, () => this.#cache.database.page(store, index, by, Number.MAX_SAFE_INTEGER));
  }

  /** Returns the first record of an index that is not damaged. */
  async first<S extends StoreName>(store: S, index: IndexName<S>): Promise<Records[S] | undefined> {
    const name = indexName(store, index, []);
    this.#names[0].add(name);
    const { database } = this.#cache;
    const page = await this.#cache.getOrLoad(name, async () => {
      const start = await database.page(store, index, [], 1);
      return start.some(isDamaged)
        ? withoutDamaged(await database.page(store, index, [], Number.MAX_SAFE_INTEGER)).slice(0, 1)
        : start;
    });
    return page[0];
  }

  /** Returns one page of an index, uncached. */
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

  /**
   * Returns one page of an index, uncached, with each record tracked as a read: `page` alone conflicts only with
   * commits that change which records it has. If something was committed while it loaded, the attempt is stale.
   */
  async pageOfRecords<S extends StoreName>(
    store: S,
    index: IndexName<S>,
    by: readonly (string | number)[],
    limit: number,
  ): Promise<readonly Records[S][]> {
    const { touches } = this.#cache;
    const records = await this.page(store, index, by, limit);
    // The key of a damaged record may be unknown. Whoever deletes the record touches everything.
    for (const record of withoutDamaged(records)) this.#names[0].add(recordName(store, recordKey(store, record)));
    if (this.#cache.touches !== touches) this.isStale = true;
    return records;
  }

  /** Counts the records under `by`. Tracked as a read only if the count is near `limit`. */
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
    else (this.#room ??= new Map()).set(name, limit - number);
    return number;
  }

  /** Handles a commit of another host, which changed at most as many records as it touched names. */
  noteOthers(touched: readonly string[]): void {
    for (const [name, room] of this.#room ?? []) {
      if (!touched.includes(name)) continue;
      const left = room - touched.length;
      this.#room?.set(name, left);
      if (left < COUNT_MARGIN) this.isStale = true;
    }
  }
}

/** A reader that sees some records as changed. Nothing that it reads may be committed. */
class Supposing extends Reader {
  readonly #supposed: ReadonlyMap<string, unknown>;
  readonly #added: readonly Change[];

  constructor(cache: ReadCache, supposed: readonly Change[]) {
    super(cache);
    this.#added = supposed.filter(({ before, after }) => before === undefined && after !== undefined);
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
    const nameOf = (record: Records[S]): string => nameOfChange({ store, after: record } as Change);
    const known = new Set(records.map(nameOf));
    const added = this.#added
      .filter((change) => change.store === store && isListed(store, index, by, change.after))
      .map(({ after }) => after as Records[S])
      .filter((record) => !known.has(nameOf(record)));
    return [
      ...records.map((record) => (this.#supposed.get(nameOf(record)) as Records[S] | undefined) ?? record),
      ...added,
    ];
  }
}

/** Cached reads of one host, and the attempts in progress. */
export class ReadCache {
  readonly database: Database;
  readonly #keep: boolean;
  readonly #known = new Map<string, Promise<unknown>>();
  /** Further entries to evict together with a name. */
  readonly #followers = new Map<string, string>();
  readonly #open = new Set<Reader>();
  readonly #derived = new Map<string, Derived>();
  #touches = 0;

  /** @param keep false: nothing is cached, and every lookup reads the database; results are the same */
  constructor(database: Database, keep = true) {
    this.database = database;
    this.#keep = keep;
  }

  /** Number of attempts in progress. */
  get activeReaders(): number {
    return this.#open.size;
  }

  /** Number of commits that touched something: values derived before the last of them are not cached. */
  get touches(): number {
    return this.#touches;
  }

  /** Cached derived values. */
  get derived(): ReadonlyMap<string, Derived> {
    return this.#derived;
  }

  /** Caches a derived value. */
  keepDerived(name: string, derived: Derived): void {
    if (!this.#keep) return;
    if (this.#derived.size >= MAX_DERIVED_VALUES) this.#derived.clear();
    this.#derived.set(name, derived);
  }

  /** Opens a reader for one attempt. Call `close` at its end. */
  openReader(): Reader {
    const reader = new Reader(this);
    this.#open.add(reader);
    return reader;
  }

  /** Opens a reader that sees `supposed` as stored. Call `close` at its end. */
  openPreviewReader(supposed: readonly Change[]): Reader {
    const reader = supposed.length === 0 ? new Reader(this) : new Supposing(this, supposed);
    this.#open.add(reader);
    return reader;
  }

  /** Ends an attempt. */
  close(reader: Reader): void {
    this.#open.delete(reader);
  }

  /**
   * Returns a cached lookup, or calls `load`. Caches promises, so that a lookup in progress is shared and can be
   * invalidated too.
   */
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

  /** Handles a commit that touched `names`: evicts them, and marks the attempts that read them as stale. */
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

  /** Handles a commit of another host. */
  invalidateOthers(touched: readonly string[]): void {
    for (const reader of this.#open) reader.noteOthers(touched);
    this.invalidate(touched);
  }

  #dropOldest(): void {
    for (const name of this.#known.keys()) {
      this.#known.delete(name);
      if (this.#known.size < MAX_CACHED_READS * 0.9) return;
    }
  }
}
