/** Reads the events of the start of a lab, for labs that ask questions about them. */
import type { AuditEvent, EventCursor } from '../model/audit.ts';
import type { Sandbox } from '../model/sandbox.ts';
import { EventFacts } from './event-facts.ts';
import type { Lab } from './lab.ts';
import type { Predicate } from './predicate.ts';

const PAGE = 1000;

const asksHistory = (predicate: Predicate): boolean => {
  if ('all' in predicate) return predicate.all.some(asksHistory);
  if ('any' in predicate) return predicate.any.some(asksHistory);
  return 'not' in predicate ? asksHistory(predicate.not) : 'history' in predicate;
};

/** Whether a predicate of a lab asks for events of its start. */
export const needsHistory = ({ tasks }: Pick<Lab, 'tasks'>): boolean =>
  tasks.some(({ done, mistakes = [] }) => [done, ...mistakes.map(({ seen }) => seen)].some(asksHistory));

/**
 * Returns the events of the lab's start, oldest first.
 * @param mark ID of the last of them; undefined: there are none
 * @param startedAt simulated time of the end of the start in milliseconds since 1970
 */
export async function readHistory(
  { events }: Pick<Sandbox, 'events'>,
  mark: string | undefined,
  startedAt: number,
): Promise<EventFacts> {
  if (mark === undefined) return new EventFacts([]);
  const found: AuditEvent[] = [];
  let before: EventCursor | undefined;
  do {
    const page = await events.query({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    found.push(...page.events);
    before = page.next;
  } while (before !== undefined);
  const newest = found.findIndex(({ record }) => record.eventID === mark);
  return new EventFacts(newest === -1 ? [] : found.slice(newest).reverse(), startedAt);
}
