/**
 * Cost of a month: counts the calls of the audit log in steps, then prices them with the keys of the month. Loaded when
 * it is used.
 */
import { checkMembers } from '../../base/check-members.ts';
import type { MonthCost, MonthCostQuery, MonthCostStep } from '../../model/cost.ts';
import { loadMonthUsage, type CostParts } from './load-month-usage.ts';
import type { MonthCounts } from './month-counts.ts';
import { parsePrices } from './parse-prices.ts';
import { priceUsage } from './price-usage.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Start and end of the month, and whether it has ended. @throws {TypeError} */
function monthOf({ year, month }: MonthCostQuery, now: number) {
  const today = new Date(now);
  const [y, m] = [year ?? today.getUTCFullYear(), month ?? today.getUTCMonth() + 1];
  if (!Number.isInteger(y) || y < 1970 || y > 9999) throw new TypeError('year must be an integer from 1970 to 9999.');
  if (!Number.isInteger(m) || m < 1 || m > 12) throw new TypeError('month must be an integer from 1 to 12.');
  const [from, end] = [Date.UTC(y, m - 1), Date.UTC(y, m)];
  return { from, end, until: Math.max(from, Math.min(end, now)), isComplete: end <= now };
}

/** Checks a query. @throws {TypeError} */
function checkQuery(query: MonthCostQuery): void {
  checkMembers(query, ['year', 'month', 'prices', 'billFailedCalls'], 'query');
  const { billFailedCalls } = query as { billFailedCalls?: unknown };
  if (billFailedCalls !== undefined && typeof billFailedCalls !== 'boolean')
    throw new TypeError('billFailedCalls must be true or false.');
}

/** Returns the cost of a month, or what one step counted. @throws {TypeError} for an invalid query */
export async function computeMonthCost(
  query: MonthCostQuery,
  counts: MonthCounts,
  parts: CostParts,
): Promise<MonthCostStep> {
  checkQuery(query);
  const prices = parsePrices(query.prices);
  const { from, end, until, isComplete } = monthOf(query, parts.now);
  const start = new Date(from);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + 1];
  const { count, isPartial, reached } = await counts.advance({ from, end }, parts);
  if (isPartial) return { isPartial, year, month, counted: count.counted, reached };
  const { keys, requests } = await loadMonthUsage(count.calls, { from, until }, prices, parts, counts.lostKeys);
  await counts.store({ from }, parts);
  const billed = query.billFailedCalls
    ? requests.map((request) => ({ ...request, count: request.count + request.failed }))
    : requests;
  const cost: MonthCost = {
    year,
    month,
    from: start,
    until: new Date(until),
    isComplete,
    prices,
    ...priceUsage({ hoursInMonth: (end - from) / HOUR_MS, keys, requests: billed }, prices),
    days: Array.from({ length: Math.max(Math.ceil((until - from) / DAY_MS), count.days.length) }, (_, day) => {
      const [requestCount, failedCount] = count.days[day] ?? [0, 0];
      return { day: day + 1, requestCount, failedCount };
    }),
    consoleReads: count.consoleReads,
    ...(count.damaged.length === 0 ? {} : { damaged: [...count.damaged] }),
  };
  return { isPartial: false, cost };
}
