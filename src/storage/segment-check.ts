/** Detects damaged segments. */
import type { AuditEvent, CloudTrailRecord, RequestedAccess } from '../model/audit.ts';
import type { Decision } from '../model/decision.ts';
import type { QuotaLevel, Segment } from '../model/segment.ts';

/** A value of unknown shape, of which only the type of its members is known. */
type Unchecked<T> = Partial<T> | null | undefined;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Whether `list` is omitted, or a list of elements that pass the check. */
function isSoundList<T>(list: readonly T[] | undefined, isSound: (element: Unchecked<T>) => boolean): boolean {
  return list === undefined || (Array.isArray(list) && list.every(isSound));
}

type Resource = NonNullable<CloudTrailRecord['resources']>[number];

const isSoundResource = (resource: Unchecked<Resource>): boolean => typeof resource?.ARN === 'string';

function isSoundRecord(record: Unchecked<CloudTrailRecord>): boolean {
  return (
    typeof record?.eventName === 'string' &&
    typeof record.eventID === 'string' &&
    typeof record.awsRegion === 'string' &&
    isObject(record.userIdentity) &&
    isSoundList(record.resources, isSoundResource)
  );
}

function isSoundRequest(request: Unchecked<RequestedAccess>): boolean {
  return request === undefined || (request !== null && isSoundList(request.resources, isSoundResource));
}

function isSoundDecision(decision: Unchecked<Decision>): boolean {
  return (
    decision === undefined ||
    (isObject(decision?.decidedBy) && isSoundList(decision?.resources, (one) => isObject(one?.decidedBy)))
  );
}

function isSoundEvent(event: Unchecked<AuditEvent>): boolean {
  return (
    Number.isFinite(event?.at) &&
    isSoundRecord(event?.record) &&
    isSoundList(event?.copies, isSoundRecord) &&
    isSoundRequest(event?.request) &&
    isSoundDecision(event?.decision)
  );
}

function isSoundLevel(level: Unchecked<QuotaLevel>): boolean {
  return typeof level?.bucket === 'string' && Number.isFinite(level.tokens) && Number.isFinite(level.at);
}

/** Whether the names, the events and the levels of a segment can be used. */
export function isSoundSegment({ seq, events, touched, levels }: Segment): boolean {
  return (
    Number.isSafeInteger(seq) &&
    Array.isArray(touched) &&
    touched.every((name) => typeof name === 'string') &&
    Array.isArray(events) &&
    events.every(isSoundEvent) &&
    isSoundList(levels, isSoundLevel)
  );
}

/**
 * Returns what can be said of a damaged segment. Its names are lost, so it touches everything: nothing that was read
 * before it may be used as current.
 */
export function damagedSegment(seq: number): Segment {
  return { seq, events: [], touched: ['*'], damaged: { store: 'segments', id: String(seq) } };
}
