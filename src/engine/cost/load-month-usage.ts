/** What a month costs for: its keys, those deleted since included, and the calls that were counted. */
import { parseArn } from '../../model/arn.ts';
import type { AuditEvent, EventQuery, EventQueryStep } from '../../model/audit.ts';
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { KeyOwner } from '../../model/cost.ts';
import { OPERATION_NAMES, type OperationName } from '../../model/operations.ts';
import type { Database } from '../../model/ports.ts';
import { requestClassOf, type PriceTable, type PricedSpecs, type RequestClass } from '../../model/prices.ts';
import type { KeyRecord } from '../../model/records.ts';
import { materialOwner } from '../../model/material-ids.ts';
import type { KeyUsage, RequestUsage } from './price-usage.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Records, and events, per read. */
const PAGE = 500;

/** What the cost needs of the engine. */
export interface CostParts {
  readonly database: Database;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  /** Queries the audit log. */
  readonly query: (query: EventQuery) => Promise<EventQueryStep>;
  readonly yieldToEventLoop: () => Promise<void>;
}

/** Properties of calls with one description, in the order of its JSON array. */
export type CallDescription = readonly [
  operation: string,
  principal: string,
  account: string,
  keyPairSpec: string | null,
  keys: readonly string[],
];

interface Range {
  readonly from: number;
  readonly until: number;
}

/** The life of a customer managed key. Times are simulated time in milliseconds since 1970. */
interface KeyLife {
  readonly arn: string;
  readonly account: string;
  readonly createdAt: number;
  /** From then on it is pending deletion. */
  readonly endedAt: number;
  /** In order of time. */
  readonly rotatedAt: readonly number[];
}

/** Facts of a key that calls are priced by. */
export interface KeyFacts {
  readonly spec: PricedSpecs['keySpec'];
  readonly owner: KeyOwner;
}

const hoursOf = (from: number, until: number): number => Math.max(0, Math.ceil((until - from) / HOUR_MS));

function usageOf(life: KeyLife, { from, until }: Range, maxRotations: number): KeyUsage | undefined {
  const end = Math.min(until, life.endedAt);
  if (life.createdAt >= end || end <= from) return undefined;
  const hoursAfter = (time: number): number => hoursOf(Math.max(from, time), end);
  return {
    arn: life.arn,
    owner: 'customer managed',
    account: life.account,
    hours: hoursAfter(life.createdAt),
    rotationHours: life.rotatedAt.slice(0, maxRotations).reduce((sum, time) => sum + hoursAfter(time), 0),
  };
}

function ownerOf({ manager, ownedBy }: KeyRecord): KeyOwner {
  if (ownedBy !== undefined) return 'AWS owned';
  return manager === 'AWS' ? 'AWS managed' : 'customer managed';
}

/** All events that `query` finds, newest first. */
async function* findEvents(query: EventQuery, parts: CostParts): AsyncGenerator<AuditEvent> {
  let { before } = query;
  do {
    const page = await parts.query({ ...query, limit: PAGE, ...(before === undefined ? {} : { before }) });
    yield* page.events;
    before = page.next;
    await parts.yieldToEventLoop();
  } while (before !== undefined);
}

/** The newest event of an operation on a key that succeeded. */
async function newestEvent(operation: string, keyArn: string, parts: CostParts): Promise<AuditEvent | undefined> {
  for await (const event of findEvents({ operation, keyArn }, parts))
    if (event.record.errorCode === undefined) return event;
  return undefined;
}

/** All stored keys, a page at a time. */
async function* storedKeys({ database, yieldToEventLoop }: CostParts): AsyncGenerator<KeyRecord> {
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const page = await database.page('keys', 'place', [], PAGE, after);
    const keys = withoutDamaged(page);
    yield* keys;
    const last = keys.at(-1);
    if (page.length < PAGE || last === undefined) return;
    after = [last.account, last.region, last.createdAt, last.keyId];
    await yieldToEventLoop();
  }
}

/** Times of the rotations of a stored key. Only a rotated key needs its material records. */
async function rotationTimes(key: KeyRecord, { database }: CostParts): Promise<readonly number[]> {
  if (key.materials <= 1) return [];
  const records = withoutDamaged(
    await database.page('materials', 'key', [materialOwner(key)], Number.MAX_SAFE_INTEGER),
  );
  return records
    .flatMap(({ rotation }) => (rotation === undefined ? [] : [rotation.at]))
    .sort((one, other) => one - other);
}

/** The life of a key that was deleted, by the audit log. */
async function deletedLife(arn: string, deletedAt: number, parts: CostParts): Promise<KeyLife> {
  const [created, scheduled] = await Promise.all([
    newestEvent('CreateKey', arn, parts),
    newestEvent('ScheduleKeyDeletion', arn, parts),
  ]);
  const rotatedAt: number[] = [];
  for await (const { at } of findEvents({ operation: 'RotateKey', keyArn: arn }, parts)) rotatedAt.unshift(at);
  return {
    arn,
    account: parseArn(arn)?.account ?? '',
    createdAt: created?.at ?? 0,
    endedAt: scheduled?.at ?? deletedAt,
    rotatedAt,
  };
}

/** Facts of a key that is no longer stored, by the event of its creation. */
async function deletedFacts(arn: string, isDeleted: boolean, parts: CostParts): Promise<KeyFacts> {
  const created = await newestEvent('CreateKey', arn, parts);
  const { keySpec, customerMasterKeySpec } = created?.record.requestParameters ?? {};
  return {
    spec: (keySpec ?? customerMasterKeySpec) as PricedSpecs['keySpec'],
    owner: created !== undefined || isDeleted ? 'customer managed' : 'unknown',
  };
}

/** The key and class of a call: of several keys, the one with the highest price. */
function classOfCall(
  [operation, , , pairSpec, keys]: CallDescription,
  facts: ReadonlyMap<string, KeyFacts>,
  prices: PriceTable,
): { readonly key: string | null; readonly class: RequestClass } {
  const keyPairSpec = (pairSpec ?? undefined) as PricedSpecs['keyPairSpec'];
  const [first = { key: null, class: requestClassOf(operation as OperationName, { keyPairSpec }) }, ...others] =
    keys.map((key) => ({
      key,
      class: requestClassOf(operation as OperationName, { keySpec: facts.get(key)?.spec, keyPairSpec }),
    }));
  return others.reduce(
    (best, one) => (prices.requests[one.class].micros > prices.requests[best.class].micros ? one : best),
    first,
  );
}

/**
 * Returns what the month costs for.
 * @param calls succeeded and failed calls by description
 * @param lost facts of keys that are no longer stored, from earlier results; each takes a query
 */
export async function loadMonthUsage(
  calls: ReadonlyMap<string, readonly [succeeded: number, failed: number]>,
  month: Range,
  prices: PriceTable,
  parts: CostParts,
  lost: Map<string, KeyFacts>,
): Promise<{ readonly keys: readonly KeyUsage[]; readonly requests: readonly RequestUsage[] }> {
  const keys: KeyUsage[] = [];
  const facts = new Map<string, KeyFacts>();
  const add = (life: KeyLife): void => {
    const usage = usageOf(life, month, prices.maxRotations);
    if (usage !== undefined) keys.push(usage);
  };
  for await (const key of storedKeys(parts)) {
    const owner = ownerOf(key);
    facts.set(key.arn, { spec: key.spec, owner });
    if (owner !== 'customer managed') continue;
    const { arn, account, createdAt, deletionAt, pendingWindowInDays = 0 } = key;
    const endedAt = deletionAt === undefined ? Infinity : deletionAt - pendingWindowInDays * DAY_MS;
    add({ arn, account, createdAt, endedAt, rotatedAt: await rotationTimes(key, parts) });
  }
  const deleted = new Set<string>();
  for await (const { record, at } of findEvents({ operation: 'DeleteKey', from: month.from }, parts)) {
    const arn = record.resources?.[0]?.ARN;
    if (arn === undefined || deleted.has(arn)) continue;
    deleted.add(arn);
    add(await deletedLife(arn, at, parts));
  }
  const requests: RequestUsage[] = [];
  for (const [text, [count, failed]] of calls) {
    const description = JSON.parse(text) as CallDescription;
    const [operation, principal, account, , arns] = description;
    // Of another service, or of a later version of this one.
    if (!OPERATION_NAMES.includes(operation as OperationName)) continue;
    for (const arn of arns) {
      if (facts.has(arn)) continue;
      const name = `${arn} ${deleted.has(arn)}`;
      const found = lost.get(name) ?? (await deletedFacts(arn, deleted.has(arn), parts));
      lost.set(name, found);
      facts.set(arn, found);
    }
    const { key, class: requestClass } = classOfCall(description, facts, prices);
    requests.push({
      class: requestClass,
      key,
      operation: operation as OperationName,
      principal,
      owner: key === null ? 'none' : (facts.get(key)?.owner ?? 'unknown'),
      account,
      count,
      failed,
    });
  }
  return { keys, requests };
}
