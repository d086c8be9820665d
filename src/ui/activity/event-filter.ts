/** The filters of the Activity page, and the search for the events that match them. */
import {
  requestedAccess,
  type AuditEvent,
  type EventCursor,
  type EventPage,
  type EventQuery,
} from '../../model/audit.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { isConsoleRead } from '../page/console-reads.ts';
import { callerOf, contextOf, keysOf } from './event-words.ts';

/** The filters for text, by their names in the address. Each finds a part of a word, in either letter case. */
export const TEXT_FILTERS = ['operation', 'caller', 'key', 'error', 'context'] as const;

/** A filter for text. */
export type TextFilter = (typeof TEXT_FILTERS)[number];

/** Filters for time: values of an input of type datetime-local. `to` includes its minute. */
export const TIME_FILTERS = ['from', 'to'] as const;

/** Filters that are on or off: only errors; also the reads with which the console shows its pages. */
export const SWITCHES = ['errors', 'console'] as const;

/** The name of a filter in the address. */
export type FilterName = TextFilter | (typeof TIME_FILTERS)[number] | (typeof SWITCHES)[number];

/** Events that match, newest first. `hidden`: matching reads of the console that are not among them. */
export interface FoundEvents extends EventPage {
  readonly hidden: number;
}

const MINUTE_MS = 60_000;

/** Events per read of the audit log. */
const CHUNK = 500;

/** Events that one search reads at most; a longer search is continued by the user. */
const MAX_SEARCHED = 5000;

/** What each filter for text is compared with: what the row shows, and the full identifiers behind it. */
const SEARCHED: Readonly<Record<TextFilter, (event: AuditEvent) => readonly (string | undefined)[]>> = {
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

/** Milliseconds since 1970; undefined for an invalid time, which then filters nothing. */
export function timeOf(text: string | null): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** The filters in `query` that the engine applies. */
function engineFilters(query: URLSearchParams): EventQuery {
  const from = timeOf(query.get('from'));
  const to = timeOf(query.get('to'));
  return {
    ...(query.has('errors') ? { errorsOnly: true } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: to + MINUTE_MS }),
  };
}

/** Returns whether an event matches the filters for text in `query`. */
function createMatcher(query: URLSearchParams): (event: AuditEvent) => boolean {
  const texts = TEXT_FILTERS.flatMap((name) => {
    const wanted = query.get(name)?.trim().toLowerCase();
    return wanted ? [{ wanted, searched: SEARCHED[name] }] : [];
  });
  return (event) =>
    texts.every(({ wanted, searched }) => searched(event).some((text) => text?.toLowerCase().includes(wanted)));
}

/** How to search. */
export interface Search {
  readonly query: URLSearchParams;
  /** Further filters. */
  readonly base: EventQuery;
  /** Number of events to find. */
  readonly limit: number;
  readonly before?: EventCursor | undefined;
}

/** Finds events, newest first. `read` reads a page of the audit log; `next` is where to continue. */
export async function findEvents(
  read: (query: EventQuery) => Promise<EventPage>,
  { query, base, limit, before }: Search,
): Promise<FoundEvents> {
  const matches = createMatcher(query);
  const filters = { ...base, ...engineFilters(query) };
  const showsConsole = query.has('console');
  const events: AuditEvent[] = [];
  const damaged: DamagedRecord[] = [];
  let hidden = 0;
  let cursor = before;
  for (let searched = 0; searched < MAX_SEARCHED; searched += CHUNK) {
    const chunk = Math.min(CHUNK, Math.max(limit, 1));
    const page = await read({
      ...filters,
      limit: searched === 0 ? chunk : CHUNK,
      ...(cursor ? { before: cursor } : {}),
    });
    damaged.push(...(page.damaged ?? []));
    for (const event of page.events) {
      if (!matches(event)) continue;
      if (!showsConsole && isConsoleRead(event)) hidden += 1;
      else events.push(event);
    }
    cursor = page.next;
    if (!cursor || events.length >= limit) break;
  }
  return { events, hidden, ...(cursor ? { next: cursor } : {}), ...(damaged.length > 0 ? { damaged } : {}) };
}
