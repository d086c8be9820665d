/**
 * Stored form of a segment: values that its events share once, and one row per event. Calls of one batch are nearly
 * equal. The browser copies a value three times on its way to the disk, and stores values above about 64 KiB in a
 * separate file.
 */
import type { AuditEvent, CloudTrailRecord, Json } from '../model/audit.ts';
import type { Segment } from '../model/records.ts';

/** A stored segment. A segment without `kinds` is stored unencoded. */
export interface StoredSegment {
  readonly seq: number;
  readonly touched: readonly string[];
  /** Templates: events without the members that are in their rows. */
  readonly kinds: readonly AuditEvent[];
  /**
   * ROW_LENGTH values per event: index of its template, time, request ID, event ID, and its request parameters if they
   * differ from the template.
   */
  readonly rows: readonly unknown[];
  readonly levels?: Segment['levels'];
}

const ROW_LENGTH = 5;

/** Maximum number of templates that an event is compared with. A batch with more has little in common. */
const MAX_COMPARED_TEMPLATES = 4;

type Members = Readonly<Record<string, unknown>>;

/** Members of an event and of its record that are in its row. */
const IN_ROW: ReadonlySet<string> = new Set(['at', 'requestID', 'eventID', 'requestParameters', 'record']);

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && deepEqual((a as Members)[name], (b as Members)[name]))
  );
}

/** Whether two objects have the same members in the same order, with equal values except for those in the row. */
function haveSameShape(a: object, b: object): boolean {
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (name !== others[i]) return false;
    const [one, other] = [(a as Members)[name], (b as Members)[name]];
    if (IN_ROW.has(name) ? typeof one !== typeof other : !deepEqual(one, other)) return false;
  }
  return true;
}

/** Encodes a segment for storage. */
export function encodeSegment({ seq, touched, events, levels }: Segment): StoredSegment {
  const kinds: AuditEvent[] = [];
  const rows: unknown[] = [];
  for (const event of events) {
    const { record } = event;
    let kind = kinds.length;
    for (let known = kinds.length - 1; known >= 0 && known >= kinds.length - MAX_COMPARED_TEMPLATES; known--) {
      const candidate = kinds[known] as AuditEvent;
      if (haveSameShape(candidate, event) && haveSameShape(candidate.record, record)) {
        kind = known;
        break;
      }
    }
    if (kind === kinds.length) kinds.push(event);
    const { requestParameters } = (kinds[kind] as AuditEvent).record;
    rows.push(
      kind,
      event.at,
      record.requestID,
      record.eventID,
      deepEqual(requestParameters, record.requestParameters) ? undefined : record.requestParameters,
    );
  }
  return { seq, touched, kinds, rows, ...(levels === undefined ? {} : { levels }) };
}

/** Decodes a stored segment. */
export function decodeSegment(stored: StoredSegment | Segment): Segment {
  if (!('kinds' in stored)) return stored;
  const { seq, touched, kinds, rows, levels } = stored;
  const events: AuditEvent[] = [];
  for (let at = 0; at < rows.length; at += ROW_LENGTH) {
    const [kind, time, requestID, eventID, parameters] = rows.slice(at, at + ROW_LENGTH) as [
      number,
      number,
      string | undefined,
      string,
      Json | undefined,
    ];
    const event = kinds[kind] as AuditEvent;
    // Spread first, so that members keep CloudTrail's order.
    const record = { ...event.record, eventID } as CloudTrailRecord & { requestID?: string; requestParameters: Json };
    if (requestID !== undefined) record.requestID = requestID;
    if (parameters !== undefined) record.requestParameters = parameters as never;
    events.push({ ...event, record, at: time });
  }
  return { seq, events, touched, ...(levels === undefined ? {} : { levels }) };
}
