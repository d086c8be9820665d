/** Texts of the picture *audit-timeline*. */
import { count, countOf } from '../kit/format.ts';

export const TEXTS = {
  answers: 'Your answers',
  noAnswer: 'No answer yet. Events whose IDs are in a tag of a key are drawn here.',
  lane: (key: string, tag: string) => `${key}: ${tag}`,
  named: (events: number) => countOf(events, 'event', 'events'),
  unknown: (ids: number) => `${countOf(ids, 'ID is', 'IDs are')} of no event.`,
  picture: (lanes: number, events: number) =>
    `${countOf(events, 'event', 'events')} that ${countOf(lanes, 'tag names', 'tags name')}`,
  none: 'The audit log has no events yet.',
  partial: (events: number) => `Only the newest ${count(events)} events are drawn.`,
  principal: (name: string, events: number, failed: number) =>
    `${name}: ${countOf(events, 'event', 'events')}, ${count(failed)} denied, failed or throttled`,
};
