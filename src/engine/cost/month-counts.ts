/**
 * Counts of the calls of a month, by the audit log. They stay in memory, and those of many events are stored: the next
 * cost of the month reads only the segments that came since. Without them, a month is counted again.
 */
import { requestedAccess, type AuditEvent, type EventCursor } from '../../model/audit.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { readFold, storeFold, type FoldName } from '../audit/stored-fold.ts';
import type { CallDescription, CostParts, KeyFacts } from './load-month-usage.ts';
import { decodeCalls, encodeCalls, type StoredMonth } from './stored-month.ts';

const DAY_MS = 86_400_000;

/** Events per read: the most that a page of a query has. */
const PAGE = 1000;

/** Segments per read. */
const SEGMENTS_PER_READ = 16;

/** Events that a step counts: a fraction of a second. Other calls run between the reads. */
const MAX_COUNTED = 10_000;

/** Events of the smallest month that is stored. Counting fewer again takes a fraction of a second. */
const MIN_STORED = 10_000;

/** Segments that a count reads beyond the stored one before it is stored again. */
const MIN_NEW_SEGMENTS = 1000;

/** Version of what is stored. A change of what is counted needs a new one. */
const STORED_VERSION = 1;

const foldOf = (from: number): FoldName => ({ id: `cost of the month from ${from}`, version: STORED_VERSION });

/** Months that stay counted; the one that was asked for first is dropped first. */
const MAX_MONTHS = 12;

/** Names of the events that are calls. */
const CALLED: ReadonlySet<string> = new Set(OPERATION_NAMES);

const EVENT_SOURCE = 'kms.amazonaws.com';

/** What was counted of a month. */
interface MonthCount {
  /** Succeeded and failed calls by description, a JSON text. */
  readonly calls: ReadonlyMap<string, readonly [succeeded: number, failed: number]>;
  /** Succeeded and failed calls by day, from the first day of the month. Without those of days without calls. */
  readonly days: readonly (readonly [succeeded: number, failed: number])[];
  readonly damaged: readonly DamagedRecord[];
  readonly consoleReads: number;
  /** Number of events counted. */
  readonly counted: number;
}

/** Start and end of a month in milliseconds since 1970. The end does not belong to it. */
interface MonthRange {
  readonly from: number;
  readonly end: number;
}

/** Result of one step. */
interface CountStep {
  readonly count: MonthCount;
  readonly isPartial: boolean;
  /** Simulated time of the event that was counted last. */
  readonly reached: number;
}

/** A month in progress. */
class Month implements MonthCount {
  readonly range: MonthRange;
  readonly calls: Map<string, [number, number]>;
  readonly days: [number, number][] = [];
  readonly damaged: DamagedRecord[] = [];
  consoleReads = 0;
  counted = 0;
  reached: number;
  /** Segments above are counted when they come. */
  top: number;
  /** Segments up to the first `top` are counted by queries, which skip other months. Undefined: all are counted. */
  next: EventCursor | undefined;
  /** `top` of what is stored, and its number of events. */
  stored = { top: 0, counted: 0 };

  /** @param stored what was counted of the segments up to `top` */
  constructor(range: MonthRange, top: number, stored?: StoredMonth) {
    this.range = range;
    this.reached = range.from;
    this.top = top;
    this.calls = stored === undefined ? new Map<string, [number, number]>() : decodeCalls(stored);
    if (stored === undefined) {
      this.next = { seq: top + 1, index: 0 };
      return;
    }
    for (const [day, counts] of stored.days.entries()) if (counts !== null) this.days[day] = [...counts];
    this.damaged.push(...stored.damaged);
    this.consoleReads = stored.consoleReads;
    this.counted = stored.counted;
    this.stored = { top, counted: stored.counted };
  }

  add(event: AuditEvent): void {
    const { record, at } = event;
    this.counted++;
    this.reached = at;
    // KMS itself acts by the other names. SynchronizeMultiRegionKey has the record of a call, which no caller made.
    if (!CALLED.has(record.eventName)) return;
    // A dry run that would have succeeded ends with an error, and costs.
    const failed = record.errorCode !== undefined && record.errorCode !== 'DryRunOperationException';
    const column = failed ? 1 : 0;
    const id = describeCall(event);
    const call = this.calls.get(id) ?? [0, 0];
    this.calls.set(id, call);
    call[column]++;
    const day = Math.floor((at - this.range.from) / DAY_MS);
    const ofDay = (this.days[day] ??= [0, 0]);
    ofDay[column]++;
    if (!failed && record.sessionCredentialFromConsole !== undefined) this.consoleReads++;
  }

  has({ record, at }: AuditEvent): boolean {
    return record.eventSource === EVENT_SOURCE && at >= this.range.from && at < this.range.end;
  }
}

/** The months that one engine has counted. */
export class MonthCounts {
  /** Facts of keys that are no longer stored. */
  readonly lostKeys = new Map<string, KeyFacts>();
  readonly #months = new Map<number, Month>();
  /** Completion of the steps so far: two at the same time would count the same events. */
  #steps: Promise<unknown> = Promise.resolve();

  /** Counts the next part of a month. */
  advance(range: MonthRange, parts: CostParts): Promise<CountStep> {
    const step = this.#steps.then(() => this.#advance(range, parts));
    this.#steps = step.catch(() => undefined);
    return step;
  }

  async #advance(range: MonthRange, parts: CostParts): Promise<CountStep> {
    const last = await parts.database.lastSeq();
    let month = this.#months.get(range.from) ?? this.#start(range, await this.#read(range, last, parts));
    const { counted } = month;
    const isFull = (): boolean => month.counted - counted >= MAX_COUNTED;
    const wasReset = await countNewSegments(month, last, parts, isFull);
    if (wasReset) month = this.#start(range, new Month(range, last));
    await countOldEvents(month, parts, isFull);
    return { count: month, isPartial: month.top < last || month.next !== undefined, reached: month.reached };
  }

  /** Stores what was counted of a month, if counting it again would take long. */
  async store({ from }: Pick<MonthRange, 'from'>, { database }: CostParts): Promise<void> {
    const month = this.#months.get(from);
    if (month === undefined || month.next !== undefined || month.counted < MIN_STORED) return;
    const { top, counted, stored, days, damaged, consoleReads } = month;
    if (counted - stored.counted < MIN_STORED && top - stored.top < MIN_NEW_SEGMENTS) return;
    month.stored = { top, counted };
    const value: StoredMonth = {
      counted,
      consoleReads,
      // Without the holes of days without calls, which JSON cannot represent.
      days: Array.from(days, (counts: MonthCount['days'][number] | undefined) => counts ?? null),
      damaged,
      lostKeys: [...this.lostKeys],
      ...encodeCalls(month.calls),
    };
    await storeFold(database, foldOf(from), top, value);
  }

  /** Returns the month as it was stored, or with nothing counted. */
  async #read(range: MonthRange, last: number, { database }: CostParts): Promise<Month> {
    const fold = await readFold(database, foldOf(range.from));
    if (fold === undefined || fold.last > last) return new Month(range, last);
    const stored = fold.value as StoredMonth;
    for (const [name, facts] of stored.lostKeys) this.lostKeys.set(name, facts);
    return new Month(range, fold.last, stored);
  }

  #start(range: MonthRange, month: Month): Month {
    this.#months.delete(range.from);
    this.#months.set(range.from, month);
    for (const from of this.#months.keys()) if (this.#months.size > MAX_MONTHS) this.#months.delete(from);
    return month;
  }
}

/** Counts the events of segments up to `last`. Returns true, with nothing counted, if the log was reset since. */
async function countNewSegments(
  month: Month,
  last: number,
  { database, yieldToEventLoop }: CostParts,
  isFull: () => boolean,
): Promise<boolean> {
  while (month.top < last && !isFull()) {
    const to = Math.min(month.top + SEGMENTS_PER_READ, last);
    const segments = (await database.readSegments(to + 1, to - month.top)).filter(({ seq }) => seq > month.top);
    if (segments.some(({ touched, damaged }) => damaged === undefined && touched.includes('*'))) return true;
    for (const { events, damaged } of segments) {
      if (damaged !== undefined) month.damaged.push(damaged);
      for (const event of events) if (month.has(event)) month.add(event);
    }
    month.top = to;
    await yieldToEventLoop();
  }
  return false;
}

async function countOldEvents(month: Month, parts: CostParts, isFull: () => boolean): Promise<void> {
  while (month.next !== undefined && !isFull()) {
    const { from, end } = month.range;
    const page = await parts.query({ from, to: end, eventSource: EVENT_SOURCE, limit: PAGE, before: month.next });
    for (const event of page.events) month.add(event);
    month.damaged.push(...(page.damaged ?? []));
    month.next = page.next;
    await parts.yieldToEventLoop();
  }
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
