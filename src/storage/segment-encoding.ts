/**
 * Stored form of a segment: values that its events share once, and what differs per event. Calls of one batch are
 * nearly equal. The browser copies a value three times on its way to the disk, and stores values above about 64 KiB in
 * a separate file.
 */
import { decodeSharedBatch, encodeBatch, type EncodedBatch } from '../base/batch-encoding.ts';
import { fromHexInto, toHex } from '../base/hex.ts';
import type { AuditEvent, CallSidecar, CloudTrailRecord, Json } from '../model/audit.ts';
import type { Segment } from '../model/segment.ts';
import { damagedSegment, isSoundSegment } from './segment-check.ts';

/** A stored segment. A segment with neither `templates` nor `kinds` is stored unencoded. */
export interface StoredSegment {
  readonly seq: number;
  readonly touched: readonly string[];
  /**
   * Templates: events without the members that are in their rows. In a sidecar, an empty text stands for a hash in
   * `hashes`, `=` for the same hash as in `ctSha`, and 0 for a number in `numbers`. Those of calls with different keys
   * or callers have one shape: the time to read a value grows with its objects and texts.
   */
  readonly templates?: readonly EncodedBatch[];
  /** The templates as earlier versions stored them. */
  readonly kinds?: readonly AuditEvent[];
  /**
   * ROW_LENGTH values per event: index of its template, time, request ID, event ID, and its request parameters if they
   * differ from the template.
   */
  readonly rows: readonly unknown[];
  /** The hashes of all events, in the order of their sidecars. Omitted without any, and by earlier versions. */
  readonly hashes?: Uint8Array;
  /** The numbers of all events, in the order of their sidecars. Omitted in the same way. */
  readonly numbers?: readonly number[];
  readonly levels?: Segment['levels'];
}

const ROW_LENGTH = 5;

const HASH_BYTES = 32;

/** Members of a sidecar that differ per event. */
const HASHES = ['ctSha', 'edkSha'] as const;
const NUMBERS = ['plaintextLen', 'attempt', 'delayMs'] as const;

/** Stands for a hash that equals the other one. */
const SAME_HASH = '=';

/** Maximum number of templates that an event is compared with. A batch with more has little in common. */
const MAX_COMPARED_TEMPLATES = 4;

type Members = Readonly<Record<string, unknown>>;

/** Members of an event and of its parts that differ per event, and the parts themselves. */
const NOT_SHARED: ReadonlySet<string> = new Set([
  ...['at', 'requestID', 'eventID', 'requestParameters', 'record', 'request', 'sidecar'],
  ...HASHES,
  ...NUMBERS,
]);

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

/** An event that others are compared with, and the names of the members of its parts, in their order. */
interface Template {
  readonly event: AuditEvent;
  readonly names: readonly string[];
  readonly recordNames: readonly string[];
  readonly requestNames: readonly string[];
  readonly sidecarNames: readonly string[];
  /** The sidecar with the places of what differs per event. */
  readonly sidecar: CallSidecar | undefined;
}

function createTemplate(event: AuditEvent): Template {
  const { record, request = {}, sidecar } = event;
  return {
    event,
    names: Object.keys(event),
    recordNames: Object.keys(record),
    requestNames: Object.keys(request),
    sidecarNames: Object.keys(sidecar ?? {}),
    sidecar: sidecar && templateSidecar(sidecar),
  };
}

/**
 * Whether `part` has the members `names` in this order, equal to those of `known` except for what is not shared. Not by
 * `for…in`: V8 then optimizes this function again for each segment.
 */
function haveSameShape(names: readonly string[], known: object, part: object): boolean {
  const others = Object.keys(part);
  if (others.length !== names.length) return false;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    if (name !== others[at]) return false;
    const one = (known as Members)[name];
    const other = (part as Members)[name];
    if (NOT_SHARED.has(name) ? typeof one !== typeof other : !deepEqual(one, other)) return false;
  }
  return true;
}

/** The parameters of a call, which only one of the two contains. */
const parametersOf = ({ record, request }: AuditEvent): Json => (request ?? record).requestParameters;

const hasOneHash = ({ ctSha, edkSha }: CallSidecar): boolean => ctSha === edkSha;

/** Whether `event` differs from the event of the template only in what is not shared. */
function fitsTemplate(template: Template, event: AuditEvent): boolean {
  const { record, request, sidecar } = template.event;
  return (
    haveSameShape(template.names, template.event, event) &&
    haveSameShape(template.recordNames, record, event.record) &&
    (request === undefined ||
      event.request === undefined ||
      haveSameShape(template.requestNames, request, event.request)) &&
    (sidecar === undefined ||
      event.sidecar === undefined ||
      (haveSameShape(template.sidecarNames, sidecar, event.sidecar) &&
        hasOneHash(sidecar) === hasOneHash(event.sidecar)))
  );
}

/** Returns the sidecar of a template: what differs per event is replaced by its place. */
function templateSidecar(sidecar: CallSidecar): CallSidecar {
  const template: { -readonly [M in keyof CallSidecar]: CallSidecar[M] } = { ...sidecar };
  if (sidecar.ctSha !== undefined) template.ctSha = '';
  if (sidecar.edkSha !== undefined) template.edkSha = hasOneHash(sidecar) ? SAME_HASH : '';
  for (const name of NUMBERS) if (sidecar[name] !== undefined) template[name] = 0;
  return template;
}

/** Returns the stored form of a template: without the IDs and time, which each row has. Members keep their order. */
function withoutRow({ event, sidecar }: Template): AuditEvent {
  const { record } = event;
  const requestID = record.requestID === undefined ? {} : { requestID: '' };
  return {
    ...event,
    record: { ...record, ...requestID, eventID: '' },
    at: 0,
    ...(sidecar === undefined ? {} : { sidecar }),
  };
}

/** Encodes a segment for storage. */
export function encodeSegment({ seq, touched, events, levels }: Segment): StoredSegment {
  const templates: Template[] = [];
  const rows: unknown[] = [];
  const hashes: string[] = [];
  const numbers: number[] = [];
  for (const event of events) {
    const { record, sidecar } = event;
    let index = templates.length;
    for (let known = templates.length - 1; known >= 0 && known >= templates.length - MAX_COMPARED_TEMPLATES; known--) {
      if (fitsTemplate(templates[known] as Template, event)) {
        index = known;
        break;
      }
    }
    if (index === templates.length) templates.push(createTemplate(event));
    const template = templates[index] as Template;
    const parameters = parametersOf(event);
    const isShared = deepEqual(parametersOf(template.event), parameters);
    rows.push(index, event.at, record.requestID, record.eventID, isShared ? undefined : parameters);
    if (sidecar === undefined) continue;
    for (const name of HASHES) if (template.sidecar?.[name] === '') hashes.push(sidecar[name] as string);
    for (const name of NUMBERS) if (sidecar[name] !== undefined) numbers.push(sidecar[name]);
  }
  return {
    seq,
    touched,
    templates: encodeBatch(templates.map(withoutRow)),
    rows,
    ...(hashes.length === 0 ? {} : { hashes: packHashes(hashes) }),
    ...(numbers.length === 0 ? {} : { numbers }),
    ...(levels === undefined ? {} : { levels }),
  };
}

/** Packs hashes in lower-case hex. */
function packHashes(hashes: readonly string[]): Uint8Array {
  const packed = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, index) => fromHexInto(packed, index * HASH_BYTES, hash));
  return packed;
}

/** Reads the hashes and numbers of a stored segment in order, and returns the sidecar of each event. */
function createSidecarReader({ hashes = new Uint8Array(0), numbers = [] }: StoredSegment) {
  let hash = 0;
  let number = 0;
  return (template: CallSidecar): CallSidecar => {
    const sidecar: Record<string, unknown> = { ...template };
    for (const name of HASHES) {
      if (template[name] === '') sidecar[name] = toHex(hashes.subarray(hash, (hash += HASH_BYTES)));
      else if (template[name] === SAME_HASH) sidecar[name] = sidecar.ctSha;
    }
    for (const name of NUMBERS) if (template[name] !== undefined) sidecar[name] = numbers[number++];
    return sidecar;
  };
}

/** Decodes a stored segment. A segment that cannot be decoded is returned as damaged. `seq`: its key in the store. */
export function decodeSegment(stored: StoredSegment | Segment, seq: number = stored.seq): Segment {
  try {
    const segment = decode(stored);
    return isSoundSegment(segment) ? segment : damagedSegment(seq);
  } catch {
    return damagedSegment(seq);
  }
}

function decode(stored: StoredSegment | Segment): Segment {
  if ('events' in stored) return stored;
  const { seq, touched, rows, levels } = stored;
  const templates = stored.kinds ?? (decodeSharedBatch(stored.templates ?? []) as readonly AuditEvent[]);
  const sidecarOf = createSidecarReader(stored);
  const events: AuditEvent[] = [];
  for (let at = 0; at < rows.length; at += ROW_LENGTH) {
    const [template, time, requestID, eventID, parameters] = rows.slice(at, at + ROW_LENGTH) as [
      number,
      number,
      string | undefined,
      string,
      CloudTrailRecord['requestParameters'] | undefined,
    ];
    const event = templates[template] as AuditEvent;
    // Spread first, so that members keep CloudTrail's order.
    const record = { ...event.record, eventID } as { -readonly [M in keyof CloudTrailRecord]: CloudTrailRecord[M] };
    if (requestID !== undefined) record.requestID = requestID;
    if (parameters !== undefined && event.request === undefined) record.requestParameters = parameters;
    const decoded: { -readonly [M in keyof AuditEvent]: AuditEvent[M] } = { ...event, record, at: time };
    if (event.sidecar !== undefined) decoded.sidecar = sidecarOf(event.sidecar);
    if (event.request !== undefined && parameters !== undefined)
      decoded.request = { ...event.request, requestParameters: parameters };
    events.push(decoded);
  }
  return { seq, events, touched, ...(levels === undefined ? {} : { levels }) };
}
