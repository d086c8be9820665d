/** The audit log of one engine: queries, and the index that makes them fast. */
import type { EventQuery, EventQueryStep } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import type { Ports } from '../../model/ports.ts';
import type { Segment } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { LogBlockReader, LogIndexer, SegmentRange } from './log-index.ts';

/** Events that an engine commits before it starts to index: most sandboxes never have so many. */
const MIN_INDEXED_EVENTS = 256;

/** Events that a query compares before it brings the index up to date. */
const MAX_SEARCHED_BEFORE_UPDATE = 256;

/** Queries and index are loaded when they are needed: no call needs them. */
export class AuditLog {
  readonly #ports: Ports;
  #indexer: LogIndexer | undefined;
  #loading: Promise<LogIndexer | undefined> | undefined;
  #blocks: LogBlockReader | undefined;
  #committed = 0;
  #updating = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Adds a commit of this engine to the index, in the background. */
  noteCommit(segment: Segment): void {
    this.#committed += segment.events.length;
    if (this.#indexer !== undefined) void this.#indexer.add(segment);
    else if (this.#committed >= MIN_INDEXED_EVENTS) void this.#load();
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
    const holes: SegmentRange[] = [];
    const onHole = (hole: SegmentRange): void => void holes.push(hole);
    const found = await queryEvents(database, this.#blocks, query, { maxSearched, endsWithPage, onHole });
    // Also indexes what earlier versions and other hosts stored without an index.
    if (holes.length > 0 || (found.searched > MAX_SEARCHED_BEFORE_UPDATE && !this.#updating)) void this.#update(holes);
    return found;
  }

  async #update(holes: readonly SegmentRange[]): Promise<void> {
    this.#updating = true;
    await (await this.#load())?.update(holes);
    this.#updating = false;
  }

  /** Resolves to undefined if the code cannot be loaded: queries then work without an index. */
  #load(): Promise<LogIndexer | undefined> {
    const { database, yieldToEventLoop = () => Promise.resolve() } = this.#ports;
    this.#loading ??= import('./log-index.ts').then(
      ({ LogIndexer }) => (this.#indexer = new LogIndexer(database, yieldToEventLoop)),
      () => undefined,
    );
    return this.#loading;
  }
}
