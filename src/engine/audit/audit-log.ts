/** The audit log of one engine: queries, and the index that makes them fast. */
import type { EventQuery, EventQueryStep } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import type { Ports } from '../../model/ports.ts';
import type { LogIndexBuilder, SegmentRange } from './log-index.ts';

/** Events that this engine commits between two updates of the index. A full block has at least as many. */
const EVENTS_PER_UPDATE = 2048;

/** Queries and index are loaded when they are needed: no call needs them. */
export class AuditLog {
  readonly #ports: Ports;
  #builder: LogIndexBuilder | undefined;
  #updating: Promise<void> | undefined;
  #committed = 0;
  #isUpdated = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Counts committed events and updates the index in the background. Costs a call nothing else. */
  noteCommit(events: number): void {
    this.#committed += events;
    if (this.#committed < EVENTS_PER_UPDATE || this.#updating !== undefined) return;
    void this.updateIndex();
  }

  /**
   * Updates the index; called once more while that runs, waits for it. Never rejects: the index can be incomplete, and
   * a failure of storage is reported to the next caller that needs storage.
   * @param holes ranges that need blocks
   */
  updateIndex(holes: readonly SegmentRange[] = []): Promise<void> {
    this.#committed = 0;
    this.#isUpdated = true;
    this.#updating ??= this.#update(holes)
      .catch(() => undefined)
      .finally(() => (this.#updating = undefined));
    return this.#updating;
  }

  /**
   * Queries the events, newest first. The step ends after `maxSearched` compared events.
   * @throws {TypeError} for an invalid query
   */
  async query(query: EventQuery, maxSearched: number): Promise<EventQueryStep> {
    return this.#query(query, maxSearched, false);
  }

  /** Returns the decision of a past call. Undefined without such a request, or if it failed before authorization. */
  async explain(requestId: string): Promise<Decision | undefined> {
    return (await this.#query({ requestId, limit: 1 }, Infinity, true)).events[0]?.decision;
  }

  /** Returns whether the log has no events. */
  async isEmpty(): Promise<boolean> {
    return (await this.#query({ limit: 1 }, Infinity, true)).events.length === 0;
  }

  async #query(query: EventQuery, maxSearched: number, endsWithPage: boolean): Promise<EventQueryStep> {
    const { queryEvents } = await import('./query.ts');
    const holes: SegmentRange[] = [];
    const onHole = (hole: SegmentRange): void => void holes.push(hole);
    const found = await queryEvents(this.#ports.database, query, { maxSearched, endsWithPage, onHole });
    // The first query also indexes what earlier versions stored without an index.
    if (!this.#isUpdated || holes.length > 0) void this.updateIndex(holes);
    return found;
  }

  async #update(holes: readonly SegmentRange[]): Promise<void> {
    const { database, yieldToEventLoop = () => Promise.resolve() } = this.#ports;
    if (this.#builder === undefined) {
      const { LogIndexBuilder } = await import('./log-index.ts');
      this.#builder = new LogIndexBuilder(database, yieldToEventLoop);
    }
    await this.#builder.update(holes);
  }
}
