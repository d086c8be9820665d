/** The search of the Activity page: a page of events for the table, or all of them for the other views. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EventQueryProgress } from '../../model/audit.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { findEvents, withOlder, type FoundEvents, type ReadEvents } from './event-filter.ts';

/** Events per page of the table. */
const PAGE = 50;

/** Events that the table loads without a press of the button. */
const MAX_AUTOMATIC = 1000;

/** Maximum number of events of a view that shows all that match: the page holds each of them in memory. */
export const MAX_WHOLE = 20_000;

/** Events after which a view of all events is drawn again while it loads. */
const WHOLE_PART = 2500;

/** A search that took longer is not repeated at each change of the log: the user asks for it. */
const MAX_REPEATED_MS = 1000;

/** What to search. */
export interface SearchScope {
  readonly filters: URLSearchParams;
  /** Region of the events, unless the filters name another. */
  readonly region: string;
  /** Finds all matching events, up to MAX_WHOLE, and not a page of them. */
  readonly isWhole: boolean;
}

/** The element that shows the events. */
export interface SearchHost {
  /** What to search now. */
  readonly scope: () => SearchScope;
  readonly read: () => ReadEvents;
  /** Called after each search that was not stopped. */
  readonly onFound: () => Promise<void>;
}

/** Finds events and updates its element. A new search stops the one that runs. */
export class EventSearch implements ReactiveController {
  /** The events of the last search. Undefined: none has ended yet. */
  found: FoundEvents | undefined;
  isSearching = false;
  progress: EventQueryProgress | undefined;
  /** Events that the running search has found in the parts that it has read. */
  loaded = 0;
  /** The log has changed since the search. */
  isStale = false;
  problem: Problem | undefined;

  readonly #element: ReactiveControllerHost;
  readonly #host: SearchHost;
  #stop: AbortController | undefined;
  #tookMs = 0;
  /** The last search filled its page, so that older events are probably found soon. */
  #isFull = false;
  /** The filters of the events that are shown. */
  #shown: string | undefined;

  constructor(element: ReactiveControllerHost, host: SearchHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** The limit of a view of all events has been reached, and older events exist. */
  get isCut(): boolean {
    const { found } = this;
    return found?.next !== undefined && found.events.length >= MAX_WHOLE;
  }

  /** A view of all events has to load more of them. False after a stop or an error: the user continues. */
  get isIncomplete(): boolean {
    const { found, problem, isSearching, isCut } = this;
    return !isSearching && !problem && found?.next !== undefined && found.isStopped !== true && !isCut;
  }

  /** Whether a search is quick enough to be repeated at each change of the log. */
  get isQuick(): boolean {
    return this.#tookMs <= MAX_REPEATED_MS;
  }

  /** Stops the search. The events that it has found are shown. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Forgets the events: those of another caller or Region follow. */
  forget(): void {
    this.found = undefined;
    this.#shown = undefined;
  }

  /** Searches from the newest event, for as many events as are shown at least. */
  async search(): Promise<void> {
    const { filters, isWhole } = this.#host.scope();
    const isRepeated = this.#shown === filters.toString();
    const shown = isRepeated ? (this.found?.events.length ?? 0) : 0;
    const limit = isWhole ? MAX_WHOLE : Math.min(Math.max(PAGE, shown), MAX_AUTOMATIC);
    this.isStale = false;
    const startedAt = performance.now();
    // The events of the same filters stay in view until all are read again.
    const isDone = await this.#load(limit, undefined, !isRepeated);
    if (!isDone) return;
    this.#tookMs = performance.now() - startedAt;
    this.#shown = filters.toString();
    await this.#host.onFound();
    this.#element.requestUpdate();
  }

  /** Loads older events: a page of them, or all that the view shows. */
  async more(): Promise<void> {
    const { found } = this;
    if (found === undefined || (found.next === undefined && found.isStopped !== true)) return;
    const limit = this.#host.scope().isWhole ? MAX_WHOLE - found.events.length : PAGE;
    if (limit > 0) await this.#load(limit, found, true);
  }

  /** Loads older events of the table as the user scrolls, up to a number. */
  moreByScrolling(): void {
    if (!this.isSearching && this.#isFull && (this.found?.events.length ?? 0) < MAX_AUTOMATIC) void this.more();
  }

  /** Loads `limit` events older than those of `before`. Returns false if another search started, or if it failed. */
  async #load(limit: number, before: FoundEvents | undefined, showsParts: boolean): Promise<boolean> {
    const { filters, region } = this.#host.scope();
    const read = this.#host.read();
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const isCurrent = () => this.#stop === stop;
    this.#update({ isSearching: true, progress: undefined, loaded: 0 });
    let found = before;
    let added = 0;
    try {
      do {
        const part = await findEvents(
          read,
          { query: filters, base: { region }, limit: Math.min(limit - added, WHOLE_PART), before: found?.next },
          { stop: stop.signal, onProgress: (progress) => isCurrent() && this.#update({ progress }) },
        );
        if (!isCurrent()) return false;
        found = found ? withOlder(found, part) : part;
        added += part.events.length;
        this.#isFull = added >= limit;
        this.#update({ loaded: added, problem: undefined, ...(showsParts ? { found } : {}) });
        // The table shows what one search finds; the user continues it.
      } while (limit > MAX_AUTOMATIC && added < limit && found.next !== undefined && found.isStopped !== true);
      this.#update({ found });
      return true;
    } catch (error) {
      if (isCurrent()) this.#update({ problem: problemOf(error) });
      return false;
    } finally {
      if (isCurrent()) this.#update({ isSearching: false });
    }
  }

  #update(change: Partial<Pick<EventSearch, 'found' | 'isSearching' | 'progress' | 'loaded' | 'problem'>>): void {
    Object.assign(this, change);
    this.#element.requestUpdate();
  }
}
