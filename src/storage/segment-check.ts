/** Detects damaged segments. */
import type { AuditEvent } from '../model/audit.ts';
import type { Segment } from '../model/records.ts';

function isSoundEvent(event: Partial<AuditEvent> | null): boolean {
  const record = event?.record as Partial<AuditEvent['record']> | null | undefined;
  return (
    Number.isFinite(event?.at) &&
    typeof record?.eventName === 'string' &&
    typeof record.eventID === 'string' &&
    typeof record.awsRegion === 'string' &&
    typeof record.userIdentity === 'object' &&
    (record.resources === undefined || Array.isArray(record.resources))
  );
}

/** Whether the names and the events of a segment can be used. */
export function isSoundSegment({ seq, events, touched, levels = [] }: Segment): boolean {
  return (
    Number.isSafeInteger(seq) &&
    Array.isArray(touched) &&
    touched.every((name) => typeof name === 'string') &&
    Array.isArray(events) &&
    events.every(isSoundEvent) &&
    Array.isArray(levels)
  );
}

/**
 * Returns what can be said of a damaged segment. Its names are lost, so it touches everything: nothing that was read
 * before it may be used as current.
 */
export function damagedSegment(seq: number): Segment {
  return { seq, events: [], touched: ['*'], damaged: { store: 'segments', id: String(seq) } };
}
