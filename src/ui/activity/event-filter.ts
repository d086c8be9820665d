/** The search for the events that match the filters of the Activity page. */
import type { AuditEvent, EventCursor, EventPage, EventQuery, EventQueryProgress } from '../../model/audit.ts';
import { requestedAccess } from '../../model/audit.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { isConsoleRead } from '../page/console-reads.ts';
import { callerOf, contextOf, keysOf } from './event-words.ts';
import { FILTER_ROWS, type FilterName } from './filter-rows.ts';

/** Events that match, newest first. `hidden`: matching reads of the console that are not among them. */
export interface FoundEvents extends EventPage {
  readonly hidden: number;
  /** The search was stopped by the user. It can be continued at `next`, or from the start if that is omitted. */
  readonly isStopped?: boolean;
}

/** Events per read of the audit log. */
const CHUNK = 500;

/**
 * Events of the first read with a free text: few, so that those found so far are kept when the search is stopped. The
 * size doubles while reads are full, since matches are then frequent.
 */
const TEXT_CHUNK = 5;

/** Events that one search compares in the page; a longer search is continued by the user. */
const MAX_SEARCHED = 5000;

/** What the page compares a text with if the query cannot: what the row shows, and the full identifiers behind it. */
const SEARCHED: Partial<Readonly<Record<FilterName, (event: AuditEvent) => readonly (string | undefined)[]>>> = {
  operation: ({ record }) => [record.eventName],
  caller: (event) => {
    const { arn, sessionContext } = event.record.userIdentity;
    const issuer = sessionContext?.sessionIssuer as { readonly arn?: string } | undefined;
    return [callerOf(event), arn, issuer?.arn];
  },
  key: (event) => [keysOf(event), ...(requestedAccess(event).resources ?? []).map(({ ARN }) => ARN)],
  error: ({ record }) => [record.errorCode, record.errorMessage],
  context: contextOf,
};

/** The filters in an address, in two parts. */
export interface Filters {
  /** What the engine finds by its index, and the free text. */
  readonly query: EventQuery;
  /** What the page compares: a part of a value, in upper or lower case. */
  readonly parts: readonly { readonly name: FilterName; readonly text: string }[];
}

/** Divides the filters of an address. */
export function filtersOf(address: URLSearchParams): Filters {
  const text = address.get('text')?.trim();
  let query: EventQuery = text ? { text } : {};
  const parts: { name: FilterName; text: string }[] = [];
  for (const { name, toQuery } of FILTER_ROWS) {
    const value = address.get(name)?.trim();
    if (!value) continue;
    const members = toQuery(value);
    if (members === undefined) parts.push({ name, text: value.toLowerCase() });
    else query = { ...query, ...members };
  }
  return { query, parts };
}

/** How to search. */
export interface Search {
  /** The filters, by their names in the address. */
  readonly query: URLSearchParams;
  /** Further filters. Those of the address come first. */
  readonly base: EventQuery;
  /** Number of events to find. */
  readonly limit: number;
  readonly before?: EventCursor | undefined;
}

/** Observes or stops a search. */
export interface SearchOptions {
  /** Stops the search, which then resolves with the events found so far. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: EventQueryProgress) => void;
  /** Called with the events found so far, while there are more to come. */
  readonly onFound?: (events: readonly AuditEvent[]) => void;
}

/** Reads a page of the audit log. */
export type ReadEvents = (
  query: EventQuery,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: EventQueryProgress) => void },
) => Promise<EventPage>;

/** Finds events, newest first. `next` is where to continue. */
export async function findEvents(
  read: ReadEvents,
  { query: address, base, limit, before }: Search,
  { stop, onProgress, onFound }: SearchOptions = {},
): Promise<FoundEvents> {
  const { query, parts } = filtersOf(address);
  const { region, ...everywhere } = base;
  // A Region in the address takes the place of that of the page; it can be that of all Regions.
  const filters: EventQuery = {
    ...everywhere,
    ...(region === undefined || address.get('region') ? {} : { region }),
    ...query,
  };
  const isMatch = (event: AuditEvent): boolean =>
    parts.every(({ name, text }) => SEARCHED[name]?.(event).some((one) => one?.toLowerCase().includes(text)) ?? false);
  const showsConsole = address.has('console');
  const events: AuditEvent[] = [];
  const damaged: DamagedRecord[] = [];
  let hidden = 0;
  let cursor = before;
  let isStopped = false;
  const options = { ...(stop ? { signal: stop } : {}), ...(onProgress ? { onProgress } : {}) };
  let textSize = TEXT_CHUNK;
  for (let searched = 0; searched < MAX_SEARCHED;) {
    const wanted = Math.min(CHUNK, Math.max(limit, 1));
    const size = query.text === undefined ? (searched === 0 ? wanted : CHUNK) : Math.min(textSize, wanted);
    let page: EventPage;
    try {
      page = await read({ ...filters, limit: size, ...(cursor ? { before: cursor } : {}) }, options);
    } catch (error) {
      if (stop?.aborted !== true) throw error;
      isStopped = true;
      break;
    }
    damaged.push(...(page.damaged ?? []));
    for (const event of page.events) {
      if (!isMatch(event)) continue;
      if (!showsConsole && isConsoleRead(event)) hidden += 1;
      else events.push(event);
    }
    searched += size;
    if (page.events.length === size) textSize *= 2;
    cursor = page.next;
    if (!cursor || events.length >= limit) break;
    onFound?.(events);
  }
  return {
    events,
    hidden,
    ...(cursor ? { next: cursor } : {}),
    ...(damaged.length > 0 ? { damaged } : {}),
    ...(isStopped ? { isStopped } : {}),
  };
}

/** The events of a search with those of its continuation. */
export function withOlder(found: FoundEvents, older: FoundEvents): FoundEvents {
  const damaged = [...(found.damaged ?? []), ...(older.damaged ?? [])];
  // A continuation that was stopped before its first event starts again where it started.
  const next = older.next ?? (older.isStopped ? found.next : undefined);
  return {
    ...older,
    events: [...found.events, ...older.events],
    hidden: found.hidden + older.hidden,
    damaged,
    ...(next ? { next } : {}),
  };
}
