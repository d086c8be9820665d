/** Queries the audit log, newest first, in pages. */
import type { AuditEvent, CloudTrailRecord, EventCursor, EventPage, EventQuery } from '../../model/audit.ts';
import type { Decision } from '../../model/decision.ts';
import type { Database } from '../../model/ports.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';

/** Number of segments per read. */
const SEGMENTS = 50;

/** All names that find a call: the caller, the role of a session, the name of a service. */
function callersOf({ userIdentity }: CloudTrailRecord): readonly unknown[] {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { readonly arn?: unknown } | undefined;
  return [userIdentity.arn, issuer?.arn, userIdentity.invokedBy];
}

function matches(event: AuditEvent, query: EventQuery): boolean {
  const { record } = event;
  const trail = (copy: CloudTrailRecord): boolean => copy.recipientAccountId === query.account;
  return (
    (query.keyArn === undefined || (record.resources ?? []).some((resource) => resource.ARN === query.keyArn)) &&
    (query.operation === undefined || record.eventName === query.operation) &&
    (query.account === undefined || [record, ...(event.copies ?? [])].some(trail)) &&
    (query.region === undefined || record.awsRegion === query.region) &&
    (query.principal === undefined || callersOf(record).includes(query.principal)) &&
    (query.errorsOnly !== true || record.errorCode !== undefined) &&
    (query.requestId === undefined || record.requestID === query.requestId)
  );
}

/**
 * Returns one page of matching events.
 * @throws {TypeError} for a limit outside 1 to 1,000
 */
export async function queryEvents(database: Database, query: EventQuery): Promise<EventPage> {
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new TypeError('limit must be an integer from 1 to 1,000.');
  const events: AuditEvent[] = [];
  const damaged: DamagedRecord[] = [];
  const page = (): EventPage => ({ events, ...(damaged.length === 0 ? {} : { damaged }) });
  let before = query.before === undefined ? undefined : query.before.seq + 1;
  for (;;) {
    const segments = await database.readSegments(before, SEGMENTS);
    for (const segment of segments) {
      if (segment.damaged !== undefined) damaged.push(segment.damaged);
      const from = segment.seq === query.before?.seq ? query.before.index - 1 : segment.events.length - 1;
      for (let index = from; index >= 0; index--) {
        const event = segment.events[index];
        if (event === undefined || !matches(event, query)) continue;
        if (events.length === limit) return { ...page(), next: after(segment.seq, index) };
        events.push(event);
      }
      before = segment.seq;
    }
    if (segments.length < SEGMENTS) return page();
  }
}

/**
 * Returns the decision of a past call. Undefined without such a request, or if it failed before authorization. Rejects
 * with DamagedRecordError if the event may be in a damaged segment.
 */
export async function findDecision(database: Database, requestId: string): Promise<Decision | undefined> {
  const { events, damaged } = await queryEvents(database, { requestId, limit: 1 });
  if (events.length === 0 && damaged?.[0] !== undefined) throw new DamagedRecordError(damaged[0]);
  return events[0]?.decision;
}

/** Returns the cursor after which the event at `index` is next. */
function after(seq: number, index: number): EventCursor {
  return { seq, index: index + 1 };
}
