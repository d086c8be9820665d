/** The operations of AWS CloudTrail: looking up events, and the public keys of digest files. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import type { AuditEvent, CloudTrailRecord, EventCursor, EventQuery, Json } from '../../model/audit.ts';
import {
  EVENT_HISTORY_MS,
  LOOKUP_ATTRIBUTES,
  MAX_LOOKUP_RESULTS,
  type LookupAttributeKey,
} from '../../model/services/cloudtrail.ts';
import { formatRecordDate } from '../audit/format-dates.ts';
import { userNameOf } from '../audit/user-name.ts';
import { ServiceError } from './service-error.ts';
import type { ServiceContext, ServiceInput, ServiceOperation, ServiceResult } from './service-operation.ts';

/** The attribute of a lookup. */
interface Attribute {
  readonly AttributeKey: LookupAttributeKey;
  readonly AttributeValue: string;
}

/** Maximum number of events per read of the log. The first read has the size of the page. */
const MAX_EVENTS_PER_READ = 1000;

/**
 * Calls that commit together can be stored in another order than their times, by less than this. In milliseconds, of
 * simulated time.
 */
const ORDER_SLACK_MS = 60_000;

const readOnlyOf = ({ readOnly }: CloudTrailRecord): string => String(readOnly);
const resourcesOf = ({ resources }: CloudTrailRecord): NonNullable<CloudTrailRecord['resources']> => resources ?? [];

/** Values of each attribute in a record. */
const ATTRIBUTES: Readonly<Record<LookupAttributeKey, (record: CloudTrailRecord) => readonly (string | undefined)[]>> =
  {
    EventId: ({ eventID }) => [eventID],
    EventName: ({ eventName }) => [eventName],
    ReadOnly: (record) => [readOnlyOf(record)],
    Username: (record) => [userNameOf(record)],
    ResourceType: (record) => resourcesOf(record).map(({ type }) => type),
    ResourceName: (record) => resourcesOf(record).map(({ ARN }) => ARN),
    EventSource: ({ eventSource }) => [eventSource],
    AccessKeyId: ({ userIdentity }) => [userIdentity.accessKeyId],
  };

/** The member of a query of the log that finds the events of an attribute. Some of them may have another value. */
const QUERY_MEMBERS = {
  EventId: 'eventId',
  EventName: 'operation',
  Username: 'userName',
  ResourceType: 'resourceType',
  // Finds any resource by its ARN.
  ResourceName: 'keyArn',
  EventSource: 'eventSource',
  AccessKeyId: 'accessKeyId',
} as const satisfies Partial<Record<LookupAttributeKey, keyof EventQuery>>;

/** Returns the query of the log for an attribute. Undefined: no event has its value. */
function narrowed(attribute: Attribute | undefined): EventQuery | undefined {
  if (attribute === undefined) return {};
  const { AttributeKey: key, AttributeValue: value } = attribute;
  if (key !== 'ReadOnly') return { [QUERY_MEMBERS[key]]: value };
  return value === 'true' || value === 'false' ? { readOnly: value === 'true' } : undefined;
}

/** Returns the attribute of a lookup, of which there can be one. */
function attributeOf(input: ServiceInput): Attribute | undefined {
  const [attribute, second] = (input.LookupAttributes ?? []) as readonly Attribute[];
  if (second !== undefined)
    throw new ServiceError('InvalidLookupAttributesException', 'You can specify only one lookup attribute.');
  if (attribute !== undefined && !LOOKUP_ATTRIBUTES.includes(attribute.AttributeKey)) {
    throw new ServiceError(
      'InvalidLookupAttributesException',
      `${attribute.AttributeKey} is not a lookup attribute. Use ${LOOKUP_ATTRIBUTES.join(', ')}.`,
    );
  }
  return attribute;
}

/** Returns the range of times that a request gives: all of the history without one. */
function rangeOf({ StartTime, EndTime }: ServiceInput, now: number): { readonly from: number; readonly to: number } {
  const from = (StartTime as Date | undefined)?.getTime() ?? -Infinity;
  const to = (EndTime as Date | undefined)?.getTime() ?? Infinity;
  if (from > to) throw new ServiceError('InvalidTimeRangeException', 'The start time is after the end time.');
  return { from: Math.max(from, now - EVENT_HISTORY_MS), to };
}

/** Identifies a lookup in its tokens: they are valid only with the same parameters. */
async function lookupDigest(input: ServiceInput, { caller, region }: ServiceContext): Promise<string> {
  const { NextToken: _token, MaxResults: _limit, ...parameters } = input;
  const text = JSON.stringify([caller.account, region, Object.entries(parameters).toSorted()]);
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encodeUtf8(text)))).slice(0, 32);
}

const tokenOf = (cursor: EventCursor, digest: string): string =>
  toBase64(encodeUtf8(JSON.stringify([digest, cursor.seq, cursor.index])));

/** Returns the position that a token names. */
function cursorOf(token: unknown, digest: string): EventCursor | undefined {
  if (token === undefined) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(decodeUtf8(fromBase64(token as string)));
  } catch {
    parts = undefined;
  }
  const [own, seq, index] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (own !== digest || !isPosition(seq) || !isPosition(index)) {
    throw new ServiceError(
      'InvalidNextTokenException',
      'The token is not valid, or was returned for a lookup with other parameters.',
    );
  }
  return { seq, index };
}

/** The record of an event in the trail of an account. */
const recordIn = ({ record, copies = [] }: AuditEvent, account: string): CloudTrailRecord | undefined =>
  [record, ...copies].find(({ recipientAccountId }) => recipientAccountId === account);

function toEvent(record: CloudTrailRecord): Readonly<Record<string, unknown>> {
  const { eventID, eventName, eventTime, eventSource, userIdentity } = record;
  const userName = userNameOf(record);
  return {
    EventId: eventID,
    EventName: eventName,
    ReadOnly: readOnlyOf(record),
    ...(userIdentity.accessKeyId === undefined ? {} : { AccessKeyId: userIdentity.accessKeyId }),
    EventTime: new Date(eventTime),
    EventSource: eventSource,
    ...(userName === undefined ? {} : { Username: userName }),
    Resources: resourcesOf(record).map(({ type, ARN }) => ({ ResourceType: type, ResourceName: ARN })),
    CloudTrailEvent: JSON.stringify(record),
  };
}

async function lookupEvents(context: ServiceContext): Promise<ServiceResult> {
  const { input, caller, region, now, database } = context;
  const { MaxResults: limit = MAX_LOOKUP_RESULTS, EventCategory: category } = input as {
    readonly MaxResults?: number;
    readonly EventCategory?: string;
  };
  await context.authorize([{ action: 'cloudtrail:LookupEvents' }]);
  const attribute = attributeOf(input);
  if (limit < 1 || limit > MAX_LOOKUP_RESULTS)
    throw new ServiceError('InvalidMaxResultsException', `MaxResults must be from 1 to ${MAX_LOOKUP_RESULTS}.`);
  if (category !== undefined && category !== 'insight')
    throw new ServiceError('InvalidEventCategoryException', 'EventCategory must be insight.');
  const { from, to } = rangeOf(input, now);
  const digest = await lookupDigest(input, context);
  // Without a token, from the newest event of now: later ones do not move the positions.
  let before = cursorOf(input.NextToken, digest) ?? { seq: (await database.lastSeq()) + 1, index: 0 };
  const ofAttribute = narrowed(attribute);
  // This sandbox has no Insights.
  if (category === 'insight' || ofAttribute === undefined) return { output: { Events: [] } };

  const found: Readonly<Record<string, unknown>>[] = [];
  // The index skips what is newer than the range. What is older ends the search.
  const end = to === Infinity ? {} : { to: to + 1 };
  const query = { ...ofAttribute, ...end, account: caller.account, region };
  for (let size = limit + 1; ; size = Math.min(2 * size, MAX_EVENTS_PER_READ)) {
    const page = await context.log.query({ ...query, limit: size, before }, Infinity);
    for (const [position, event] of page.events.entries()) {
      if (event.at < from - ORDER_SLACK_MS) return { output: { Events: found } };
      const record = recordIn(event, caller.account);
      const isFound =
        record !== undefined &&
        event.at >= from &&
        event.at <= to &&
        (attribute === undefined || ATTRIBUTES[attribute.AttributeKey](record).includes(attribute.AttributeValue));
      if (!isFound) continue;
      if (found.length === limit) {
        const cursor = position === 0 ? before : await cursorAfter(context, { ...query, before, limit: position });
        return { output: { Events: found, ...(cursor && { NextToken: tokenOf(cursor, digest) }) } };
      }
      found.push(toEvent(record));
    }
    if (page.next === undefined) return { output: { Events: found } };
    before = page.next;
  }
}

/** Returns the cursor after the last result of `query`, or undefined if a reset has deleted the events meanwhile. */
async function cursorAfter({ log }: ServiceContext, query: EventQuery): Promise<EventCursor | undefined> {
  return (await log.query(query, Infinity)).next;
}

async function listPublicKeys(context: ServiceContext): Promise<ServiceResult> {
  const { input, caller, region, now, digestKeys } = context;
  await context.authorize([{ action: 'cloudtrail:ListPublicKeys' }]);
  if (input.NextToken !== undefined) throw new ServiceError('InvalidTokenException', 'The token is not valid.');
  const { StartTime, EndTime } = input as { readonly StartTime?: Date; readonly EndTime?: Date };
  const to = EndTime?.getTime() ?? now;
  // Without a start time, AWS lists the keys of the last day.
  const from = StartTime?.getTime() ?? Math.min(now, to) - 86_400_000;
  if (from > to) throw new ServiceError('InvalidTimeRangeException', 'The start time is after the end time.');
  const keys = await digestKeys({ account: caller.account, region, from, to });
  return {
    output: {
      PublicKeyList: keys.map(({ value, validFrom, validTo, fingerprint }) => ({
        Value: value,
        ValidityStartTime: new Date(validFrom),
        ValidityEndTime: new Date(validTo),
        Fingerprint: fingerprint,
      })),
    },
  };
}

/** Times of a request as records show them. */
function loggedTimes({ StartTime, EndTime }: ServiceInput): Readonly<Record<string, Json>> {
  return {
    ...(StartTime === undefined ? {} : { startTime: formatRecordDate((StartTime as Date).getTime()) }),
    ...(EndTime === undefined ? {} : { endTime: formatRecordDate((EndTime as Date).getTime()) }),
  };
}

/** The operations by name. */
export const CLOUDTRAIL_OPERATIONS: Readonly<Record<string, ServiceOperation>> = {
  LookupEvents: {
    parameters: (input) => ({
      ...(input.LookupAttributes === undefined
        ? {}
        : {
            lookupAttributes: (input.LookupAttributes as readonly Attribute[]).map((attribute) => ({
              attributeKey: attribute.AttributeKey,
              attributeValue: attribute.AttributeValue,
            })),
          }),
      ...loggedTimes(input),
      ...(input.MaxResults === undefined ? {} : { maxResults: input.MaxResults as number }),
      ...(input.EventCategory === undefined ? {} : { eventCategory: input.EventCategory as string }),
    }),
    run: lookupEvents,
  },
  ListPublicKeys: { parameters: loggedTimes, run: listPublicKeys },
};
