/** The audit log of one engine: queries, and the index that makes them fast. */
import type { EventQuery, EventQueryStep } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import type { Ports } from '../../model/ports.ts';
import type { Segment } from '../../model/segment.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { LogBlockReader } from './log-block-reader.ts';
import type { IndexHole, LogIndexer } from './log-index.ts';

/** Events that an engine commits before it indexes them: most sandboxes never have so many. */
const MIN_INDEXED_EVENTS = 256;

/** Events that a query compares before it brings the index up to date. */
const MAX_SEARCHED_BEFORE_UPDATE = 256;

/** Queries and index are loaded when they are needed: no call needs them. */
export class AuditLog {
  readonly #ports: Ports;
  #loading: Promise<LogIndexer | undefined> | undefined;
  #blocks: LogBlockReader | undefined;
  /** Number of commits of this engine. */
  #commits = 0;
  /** Events of this engine that were committed since indexing last began. */
  #unindexed = 0;
  #isIndexing = false;
  #updating = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Notes a commit of this engine. Its events are indexed when the engine is idle. */
  noteCommit({ events }: Segment): void {
    this.#commits++;
    this.#unindexed += events.length;
    if (this.#unindexed >= MIN_INDEXED_EVENTS && !this.#isIndexing) void this.#indexWhenIdle();
  }

  /** Indexes while no call commits: beside calls, indexing takes a fifth of the time of the worker. */
  async #indexWhenIdle(): Promise<void> {
    this.#isIndexing = true;
    const { waitForIdle = () => Promise.resolve() } = this.#ports;
    while (this.#unindexed >= MIN_INDEXED_EVENTS) {
      const before = this.#commits;
      await waitForIdle();
      const isIdle = (): boolean => this.#commits === before;
      if (!isIdle()) continue;
      this.#unindexed = 0;
      const isDone = (await (await this.#load())?.advance(isIdle)) ?? true;
      if (!isDone) this.#unindexed += MIN_INDEXED_EVENTS;
    }
    this.#isIndexing = false;
  }

  /**
   * Queries the events, newest first. The step ends after `maxSearched` compared events.
   * @throws {TypeError} for an invalid query
   */
  async query(query: EventQuery, maxSearched: number): Promise<EventQueryStep> {
    return this.#query(query, maxSearched, false);
  }

  /**
   * Returns the decision of a past call. Undefined without such a request, or if it failed before authorization.
   * Rejects with DamagedRecordError if the event may be in a damaged segment.
   */
  async explain(requestId: string): Promise<Decision | undefined> {
    // A query refuses an empty value.
    if (requestId === '') return undefined;
    const { events, damaged } = await this.#query({ requestId, limit: 1 }, Infinity, true);
    if (events.length === 0 && damaged?.[0] !== undefined) throw new DamagedRecordError(damaged[0]);
    return events[0]?.decision;
  }

  /** Returns whether the log has no events. */
  async isEmpty(): Promise<boolean> {
    return (await this.#query({ limit: 1 }, Infinity, true)).events.length === 0;
  }

  async #query(query: EventQuery, maxSearched: number, endsWithPage: boolean): Promise<EventQueryStep> {
    const [{ queryEvents }, { LogBlockReader }] = await Promise.all([import('./query.ts'), import('./log-index.ts')]);
    const { database } = this.#ports;
    this.#blocks ??= new LogBlockReader(database);
    const holes: IndexHole[] = [];
    const onHole = (hole: IndexHole): void => void holes.push(hole);
    const found = await queryEvents(database, this.#blocks, query, { maxSearched, endsWithPage, onHole });
    // Also indexes what earlier versions and other hosts stored without an index.
    if (holes.length > 0 || (found.searched > MAX_SEARCHED_BEFORE_UPDATE && !this.#updating)) void this.#update(holes);
    return found;
  }

  async #update(holes: readonly IndexHole[]): Promise<void> {
    this.#updating = true;
    await (await this.#load())?.update(holes);
    this.#updating = false;
  }

  /** Resolves to undefined if the code cannot be loaded: queries then work without an index. */
  #load(): Promise<LogIndexer | undefined> {
    const { database, yieldToEventLoop = () => Promise.resolve() } = this.#ports;
    this.#loading ??= import('./log-index.ts').then(
      ({ LogIndexer }) => new LogIndexer(database, yieldToEventLoop),
      () => undefined,
    );
    return this.#loading;
  }
}
