/** Lanes and marks of the timeline of events. */
import { THROTTLING_CODES, requestedAccess, type AuditEvent } from '../../model/audit.ts';
import { callerOf, contextPairsOf, isDoneByKms } from './event-words.ts';
import type { Period } from './timeline-period.ts';

/** What the lanes stand for. */
export const LANE_KINDS = ['key', 'principal', 'context'] as const;
export type LaneKind = (typeof LANE_KINDS)[number];

/** What a mark stands for. */
export type MarkKind = 'success' | 'denied' | 'throttled' | 'management' | 'service';

/** One event in a lane. */
export interface Mark {
  readonly at: number;
  readonly kind: MarkKind;
}

/** The events of one key, principal or pair of an encryption context, oldest first. */
export interface Lane {
  readonly name: string;
  /** The filter for the events of the lane: names in the address of the page, and values. */
  readonly filters: Readonly<Record<string, string>>;
  readonly marks: readonly Mark[];
  readonly failed: number;
}

type LaneOf = Pick<Lane, 'name' | 'filters'>;

/** The lanes that an event is in: one for each of its keys, or pairs of its encryption contexts. */
const LANES_OF: Readonly<Record<LaneKind, (event: AuditEvent) => readonly LaneOf[]>> = {
  key: (event) =>
    (requestedAccess(event).resources ?? [])
      .filter(({ ARN }) => ARN.includes(':key/'))
      .map(({ ARN }) => ({ name: ARN.split('/').at(-1) ?? ARN, filters: { key: ARN } })),
  principal: (event) => {
    const caller = event.record.userIdentity.arn ?? event.record.userIdentity.invokedBy;
    return caller === undefined ? [] : [{ name: callerOf(event), filters: { caller } }];
  },
  context: (event) =>
    contextPairsOf(event).map(([contextKey, contextValue]) => ({
      name: `${contextKey}=${contextValue}`,
      filters: { contextKey, contextValue },
    })),
};

function markKindOf(event: AuditEvent): MarkKind {
  const { record } = event;
  if (isDoneByKms(event)) return 'service';
  if (record.errorCode !== undefined) return THROTTLING_CODES.has(record.errorCode) ? 'throttled' : 'denied';
  return record.readOnly ? 'success' : 'management';
}

/** Number of events in no lane of a kind. */
export function countWithoutLane(events: readonly AuditEvent[], kind: LaneKind): number {
  return events.filter((event) => LANES_OF[kind](event).length === 0).length;
}

/** The lanes of `events`, those with the most events first. */
export function lanesOf(events: readonly AuditEvent[], kind: LaneKind): readonly Lane[] {
  const lanes = new Map<string, { lane: LaneOf; marks: Mark[] }>();
  for (const event of events) {
    const mark = { at: event.at, kind: markKindOf(event) };
    for (const lane of LANES_OF[kind](event)) {
      const id = JSON.stringify(lane.filters);
      const known = lanes.get(id);
      if (known) known.marks.push(mark);
      else lanes.set(id, { lane, marks: [mark] });
    }
  }
  return sortLanes(
    [...lanes.values()].map(({ lane, marks }) =>
      laneOf(
        lane,
        marks.toSorted((a, b) => a.at - b.at),
      ),
    ),
  );
}

function laneOf(lane: LaneOf, marks: readonly Mark[]): Lane {
  const failed = marks.filter(({ kind }) => kind === 'denied' || kind === 'throttled').length;
  return { ...lane, marks, failed };
}

function sortLanes(lanes: readonly Lane[]): readonly Lane[] {
  return lanes.toSorted((a, b) => b.marks.length - a.marks.length || a.name.localeCompare(b.name));
}

/** The lanes with their marks in a period only, those with the most of them first. A lane without any is left out. */
export function lanesIn(lanes: readonly Lane[], { from, to }: Period): readonly Lane[] {
  return sortLanes(
    lanes.flatMap(({ name, filters, marks }) => {
      const within = marks.filter(({ at }) => at >= from && at <= to);
      return within.length === 0 ? [] : [laneOf({ name, filters }, within)];
    }),
  );
}

/** One mark of the picture: the marks of one kind whose places nearly coincide. */
export interface Drawn {
  readonly kind: MarkKind;
  /** From 0, the start of the period, to 1. */
  readonly place: number;
  readonly count: number;
  /** Number of marks of other kinds at the same place that are drawn above it. */
  readonly row: number;
}

/** Merges the marks of a lane that fall into the same of `steps` parts of the time, so that a picture stays small. */
export function drawnMarks({ marks }: Lane, { from, to }: Period, steps: number): readonly Drawn[] {
  const drawn = new Map<string, { kind: MarkKind; place: number; count: number; row: number }>();
  const rows = new Map<number, number>();
  for (const { at, kind } of marks) {
    const step = to === from ? steps / 2 : Math.round(((at - from) / (to - from)) * steps);
    const id = `${step} ${kind}`;
    const known = drawn.get(id);
    if (known) {
      known.count++;
      continue;
    }
    const row = rows.get(step) ?? 0;
    rows.set(step, row + 1);
    drawn.set(id, { kind, place: step / steps, count: 1, row });
  }
  return [...drawn.values()];
}
