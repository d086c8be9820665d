/** Checks queries of the audit log and compares events with them. */
import { DEFAULT_EVENT_LIMIT, type AuditEvent, type EventQuery, type Json } from '../../model/audit.ts';
import { hasTerm, termsOf, type Term } from './event-terms.ts';

/** A checked query. */
export interface EventFilter {
  readonly terms: readonly Term[];
  /** Milliseconds since 1970, inclusive. */
  readonly from: number;
  /** Milliseconds since 1970, exclusive. */
  readonly to: number;
  /** In lower case. */
  readonly text: string | undefined;
  readonly limit: number;
}

type Check = readonly [isValid: (value: unknown) => boolean, rule: string];

const isTime = (value: unknown): boolean =>
  value instanceof Date ? !Number.isNaN(value.getTime()) : typeof value === 'number' && Number.isFinite(value);
const isNatural = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const TIME: Check = [isTime, 'a valid Date or milliseconds since 1970'];
const BOOLEAN: Check = [(value) => typeof value === 'boolean', 'true or false'];
const TEXT: Check = [(value) => typeof value === 'string' && value !== '', 'a string that is not empty'];

const CHECKS: Readonly<Record<keyof EventQuery, Check>> = {
  from: TIME,
  to: TIME,
  operation: TEXT,
  readOnly: BOOLEAN,
  errorsOnly: BOOLEAN,
  error: TEXT,
  principal: TEXT,
  userName: TEXT,
  accessKeyId: TEXT,
  keyArn: TEXT,
  resourceType: TEXT,
  alias: TEXT,
  grantId: TEXT,
  region: TEXT,
  account: TEXT,
  eventSource: TEXT,
  contextKey: TEXT,
  contextValue: [(value) => typeof value === 'string', 'a string'],
  text: TEXT,
  requestId: TEXT,
  eventId: TEXT,
  before: [
    (value) => isNatural((value as EventQuery['before'])?.seq) && isNatural((value as EventQuery['before'])?.index),
    'the `next` of a page',
  ],
  limit: [
    (value) => isNatural(value) && (value as number) >= 1 && (value as number) <= 1000,
    'an integer from 1 to 1,000',
  ],
};

/**
 * Checks a query.
 * @throws {TypeError} naming the member that is invalid or unknown
 */
export function createFilter(query: EventQuery): EventFilter {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(CHECKS, name)) throw new TypeError(`events.query: ${name} is not a member of a query.`);
    const [isValid, rule] = CHECKS[name as keyof EventQuery];
    if (!isValid(value)) throw new TypeError(`events.query: ${name} must be ${rule}.`);
  }
  return {
    terms: termsOf(query),
    from: query.from === undefined ? -Infinity : Number(query.from),
    to: query.to === undefined ? Infinity : Number(query.to),
    text: query.text?.toLowerCase(),
    limit: query.limit ?? DEFAULT_EVENT_LIMIT,
  };
}

/** Members whose names come from the caller. */
const CALLER_NAMED = /EncryptionContext/i;

/** Whether a value, a value inside it, or a name that the caller chose contains `text`. */
function containsText(value: Json | undefined, text: string, isCallerNamed: boolean): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).includes(text);
  return Object.entries(value ?? {}).some(
    ([name, member]) =>
      (isCallerNamed && name.toLowerCase().includes(text)) || containsText(member, text, CALLER_NAMED.test(name)),
  );
}

/** Returns whether an event matches. */
export function matchesFilter(event: AuditEvent, { terms, from, to, text }: EventFilter): boolean {
  return (
    event.at >= from &&
    event.at < to &&
    terms.every((term) => hasTerm(event, term)) &&
    (text === undefined ||
      containsText(event.record as unknown as Json, text, false) ||
      containsText(event.request, text, false) ||
      containsText(event.note, text, false))
  );
}
