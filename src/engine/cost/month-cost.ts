/**
 * Cost of a month: counts the calls of the audit log in steps, then prices them with the keys of the month. Loaded when
 * it is used. Nothing is kept between steps: the caller brings back what was counted.
 */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import type { CountedMonth, MonthCost, MonthCostQuery, MonthCostStep } from '../../model/cost.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { loadMonthUsage, type CallDescription, type CostParts } from './load-month-usage.ts';
import { parsePrices } from './parse-prices.ts';
import { priceUsage } from './price-usage.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Events per read: the most that a page of a query has. */
const PAGE = 1000;

/** Events that a step counts: a fraction of a second. Other calls run between the reads. */
const MAX_COUNTED = 10_000;

/** Counts in progress. */
interface Counting extends Pick<CountedMonth, 'from' | 'until' | 'isComplete'> {
  readonly calls: Map<string, [succeeded: number, failed: number]>;
  readonly days: [number, number][];
  readonly damaged: DamagedRecord[];
  consoleReads: number;
  counted: number;
}

/** Start and end of the month, and whether it has ended. @throws {TypeError} */
function monthOf({ year, month }: MonthCostQuery, now: number) {
  const today = new Date(now);
  const [y, m] = [year ?? today.getUTCFullYear(), month ?? today.getUTCMonth() + 1];
  if (!Number.isInteger(y) || y < 1970 || y > 9999) throw new TypeError('year must be an integer from 1970 to 9999.');
  if (!Number.isInteger(m) || m < 1 || m > 12) throw new TypeError('month must be an integer from 1 to 12.');
  const [from, end] = [Date.UTC(y, m - 1), Date.UTC(y, m)];
  return { from, end, until: Math.max(from, Math.min(end, now)), isComplete: end <= now, hasBegun: from <= now };
}

/** Checks a query. @throws {TypeError} */
function checkQuery(query: MonthCostQuery): void {
  const names = ['year', 'month', 'prices', 'billFailedCalls'];
  const unknownName = Object.keys(query).find((name) => !names.includes(name));
  if (unknownName !== undefined) throw new TypeError(`Unknown member ${unknownName}.`);
  const { billFailedCalls } = query as { billFailedCalls?: unknown };
  if (billFailedCalls !== undefined && typeof billFailedCalls !== 'boolean')
    throw new TypeError('billFailedCalls must be true or false.');
}

/** The caller, the role of a session, or the service. */
function principalOf({ userIdentity }: AuditEvent['record']): string {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { type?: unknown; arn?: unknown } | undefined;
  if (issuer?.type === 'Role' && typeof issuer.arn === 'string') return issuer.arn;
  return userIdentity.arn ?? userIdentity.invokedBy ?? '';
}

function describeCall(event: AuditEvent): string {
  const { record, sidecar } = event;
  const { requestParameters, resources = [] } = requestedAccess(event);
  const keys = resources.filter(({ ARN }) => ARN.includes(':key/'));
  // A call of a service counts for the account that it acts for: the quota says which, otherwise the key.
  const account =
    record.userIdentity.accountId ?? sidecar?.quotaAccount ?? keys[0]?.accountId ?? record.recipientAccountId;
  const pairSpec = requestParameters?.keyPairSpec;
  const description: CallDescription = [
    record.eventName,
    principalOf(record),
    account,
    typeof pairSpec === 'string' ? pairSpec : null,
    keys.map(({ ARN }) => ARN),
  ];
  return JSON.stringify(description);
}

function countEvent(event: AuditEvent, counting: Counting): void {
  counting.counted++;
  const { record, at } = event;
  if (record.eventType !== 'AwsApiCall') return;
  // A dry run that would have succeeded ends with an error, and costs.
  const failed = record.errorCode !== undefined && record.errorCode !== 'DryRunOperationException';
  const column = failed ? 1 : 0;
  const id = describeCall(event);
  const call = counting.calls.get(id) ?? [0, 0];
  counting.calls.set(id, call);
  call[column]++;
  const day = Math.floor((at - counting.from) / DAY_MS);
  const ofDay = (counting.days[day] ??= [0, 0]);
  ofDay[column]++;
  if (!failed && record.sessionCredentialFromConsole !== undefined) counting.consoleReads++;
}

/** Returns the cost of a month, or what one step counted. @throws {TypeError} for an invalid query */
export async function computeMonthCost(
  query: MonthCostQuery,
  before: CountedMonth | undefined,
  parts: CostParts,
): Promise<MonthCostStep> {
  checkQuery(query);
  const prices = parsePrices(query.prices);
  const { end, hasBegun, ...month } = monthOf(query, parts.now);
  const { from, until, isComplete } = before ?? month;
  const counting: Counting = {
    from,
    until,
    isComplete,
    calls: new Map((before?.calls ?? []).map(([id, succeeded, failed]) => [id, [succeeded, failed]])),
    days:
      before?.days.map((day) => [...day]) ?? Array.from({ length: Math.ceil((until - from) / DAY_MS) }, () => [0, 0]),
    damaged: [...(before?.damaged ?? [])],
    consoleReads: before?.consoleReads ?? 0,
    counted: before?.counted ?? 0,
  };
  const last = counting.counted + MAX_COUNTED;
  // Events of the present millisecond count.
  const to = isComplete ? until : until + 1;
  let next = before?.next;
  for (let more = hasBegun; more;) {
    const page = await parts.query({
      from,
      to,
      eventSource: 'kms.amazonaws.com',
      limit: PAGE,
      ...(next === undefined ? {} : { before: next }),
    });
    for (const event of page.events) countEvent(event, counting);
    counting.damaged.push(...(page.damaged ?? []));
    ({ next } = page);
    more = next !== undefined;
    if (next !== undefined && counting.counted >= last) {
      const { calls, ...counted } = counting;
      const reached = page.events.at(-1)?.at ?? from;
      const entries = [...calls].map(([id, [succeeded, failed]]) => [id, succeeded, failed] as const);
      return { isPartial: true, counted: { ...counted, next, calls: entries }, reached };
    }
    await parts.yieldToEventLoop();
  }
  const { keys, requests } = await loadMonthUsage(counting.calls, { from, until }, prices, parts);
  const billed = query.billFailedCalls
    ? requests.map((request) => ({ ...request, count: request.count + request.failed }))
    : requests;
  const start = new Date(from);
  const cost: MonthCost = {
    year: start.getUTCFullYear(),
    month: start.getUTCMonth() + 1,
    from: start,
    until: new Date(until),
    isComplete,
    prices,
    ...priceUsage({ hoursInMonth: (end - from) / HOUR_MS, keys, requests: billed }, prices),
    days: counting.days.map(([requestCount, failedCount], day) => ({ day: day + 1, requestCount, failedCount })),
    consoleReads: counting.consoleReads,
    ...(counting.damaged.length === 0 ? {} : { damaged: counting.damaged }),
  };
  return { isPartial: false, cost };
}
