/**
 * How a segment lies in IndexedDB: what its events have in common once for all of them, and a row for each. Calls of one batch are mostly alike, and
 * the browser copies a value three times on its way to the disk; one above some 64 KiB goes through a file of its own besides.
 */
import type { AuditEvent, CloudTrailRecord, Json } from '../model/audit.ts';
import type { Segment } from '../model/records.ts';

/** A segment as it is stored. Segments without `kinds` are stored as they are. */
export interface StoredSegment {
  readonly seq: number;
  readonly touched: readonly string[];
  /** Events without what stands in their rows. */
  readonly kinds: readonly AuditEvent[];
  /** ROW members for each event: the number of its kind, its time, request id, event id, and its request parameters where they are not the kind's. */
  readonly rows: readonly unknown[];
}

const ROW_LENGTH = 5;

/** With so many kinds an event is compared; a batch of more kinds has little in common. */
const MAX_COMPARED_TEMPLATES = 4;

type Members = Readonly<Record<string, unknown>>;

/** The members of an event and of its record that stand in its row. */
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

/** Whether two objects have the same members in the same order, alike but for those of the row. */
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

/** The form in which `segment` is stored. */
export function encodeSegment({ seq, touched, events }: Segment): StoredSegment {
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
  return { seq, touched, kinds, rows };
}

/** The segment that was stored as `stored`. */
export function decodeSegment(stored: StoredSegment | Segment): Segment {
  if (!('kinds' in stored)) return stored;
  const { seq, touched, kinds, rows } = stored;
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
    // Spread first: members keep the order in which CloudTrail writes them.
    const record = { ...event.record, eventID } as CloudTrailRecord & { requestID?: string; requestParameters: Json };
    if (requestID !== undefined) record.requestID = requestID;
    if (parameters !== undefined) record.requestParameters = parameters as never;
    events.push({ ...event, record, at: time });
  }
  return { seq, events, touched };
}
