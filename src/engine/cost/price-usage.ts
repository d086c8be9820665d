/**
 * Prices what was used in a month. Pure. All amounts are integers, and each is computed once, for the smallest part:
 * the lines of every dimension add up to the same total.
 */
import type { CostAmounts, CostDimension, CostLine, CostLines, KeyOwner } from '../../model/cost.ts';
import type { OperationName } from '../../model/operations.ts';
import { REQUEST_CLASSES, type PriceTable, type RequestClass } from '../../model/prices.ts';

/** A key for which the month costs. */
export interface KeyUsage {
  readonly arn: string;
  readonly owner: KeyOwner;
  readonly account: string;
  /** Hours for which the key costs: it exists and is not pending deletion. */
  readonly hours: number;
  /** Hours after each rotation that costs, added. */
  readonly rotationHours: number;
}

/** Requests with the same properties. */
export interface RequestUsage {
  readonly class: RequestClass;
  readonly key: string | null;
  readonly operation: OperationName;
  readonly principal: string;
  readonly owner: KeyOwner;
  /** Account that pays. */
  readonly account: string;
  /** Requests that count. */
  readonly count: number;
  readonly failed: number;
}

/** What was used in a month. */
export interface MonthUsage {
  readonly hoursInMonth: number;
  readonly keys: readonly KeyUsage[];
  readonly requests: readonly RequestUsage[];
}

/** The parts of a total. */
type Amounts = { -readonly [M in keyof CostAmounts]: CostAmounts[M] };
type Names = Readonly<Record<CostDimension, string | null>>;

const DIMENSIONS: readonly CostDimension[] = ['key', 'operation', 'principal', 'owner', 'account', 'class'];

const nothing = (): Amounts => ({
  keyStorage: 0,
  rotations: 0,
  requests: 0,
  total: 0,
  requestCount: 0,
  freeCount: 0,
  failedCount: 0,
});

function addTo(sum: Amounts, part: Amounts): void {
  for (const name of Object.keys(part) as (keyof Amounts)[]) sum[name] += part[name];
}

/** Adds parts up by the names of each dimension. */
class Ledger {
  readonly #sum = nothing();
  readonly #lines = new Map(DIMENSIONS.map((dimension) => [dimension, new Map<string | null, Amounts>()]));

  add(names: Names, part: Partial<Amounts>): void {
    const whole = { ...nothing(), ...part };
    whole.total = whole.keyStorage + whole.rotations + whole.requests;
    addTo(this.#sum, whole);
    for (const [dimension, lines] of this.#lines) {
      const name = names[dimension];
      const line = lines.get(name) ?? nothing();
      lines.set(name, line);
      addTo(line, whole);
    }
  }

  close(): CostAmounts & { readonly by: CostLines } {
    const lines = (dimension: CostDimension): CostLine[] =>
      [...(this.#lines.get(dimension) ?? [])]
        .map(([name, amounts]) => ({ name, ...amounts }))
        .sort(
          (one, other) =>
            other.total - one.total ||
            other.requestCount - one.requestCount ||
            other.failedCount - one.failedCount ||
            compareTexts(one.name ?? '', other.name ?? ''),
        );
    return {
      ...this.#sum,
      by: Object.fromEntries(DIMENSIONS.map((name) => [name, lines(name)])) as unknown as CostLines,
    };
  }
}

/** Compares by code unit, so that the order does not depend on a locale. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const identify = ({ class: kind, key, operation, principal, owner }: RequestUsage): string =>
  JSON.stringify([kind, key, operation, principal, owner]);

/**
 * Divides `free` requests among groups of requests in proportion to their counts: whole requests, the remainder to the
 * largest fractions, and to the first by name of equal ones. The order of the groups has no influence.
 */
function divideFree(requests: readonly RequestUsage[], free: number): ReadonlyMap<RequestUsage, number> {
  const total = requests.reduce((sum, { count }) => sum + count, 0);
  const given = Math.min(free, total);
  if (given === 0) return new Map();
  const shares = requests.map((request) => {
    // Exact: the product of two counts can exceed what a number holds.
    const product = BigInt(given) * BigInt(request.count);
    return {
      request,
      id: identify(request),
      whole: Number(product / BigInt(total)),
      rest: Number(product % BigInt(total)),
    };
  });
  let left = given - shares.reduce((sum, { whole }) => sum + whole, 0);
  shares.sort((one, other) => other.rest - one.rest || compareTexts(one.id, other.id));
  return new Map(shares.map(({ request, whole }) => [request, whole + (left-- > 0 ? 1 : 0)]));
}

/** Number of free requests of each group. Each account that pays has the free tier once. */
function allotFree(requests: readonly RequestUsage[], prices: PriceTable): ReadonlyMap<RequestUsage, number> {
  const allotted = new Map<RequestUsage, number>();
  for (const payer of new Set(requests.map(({ account }) => account))) {
    const ofAccount = requests.filter(({ account }) => account === payer);
    let left = prices.freeRequests;
    for (const name of REQUEST_CLASSES) {
      if (!prices.requests[name].free) continue;
      const ofClass = ofAccount.filter((request) => request.class === name && request.owner !== 'AWS owned');
      for (const [request, free] of divideFree(ofClass, left)) allotted.set(request, free);
      left -= Math.min(
        left,
        ofClass.reduce((sum, { count }) => sum + count, 0),
      );
    }
  }
  return allotted;
}

/** Adds up groups of requests with the same properties, so that their division has no influence. */
function mergeRequests(requests: readonly RequestUsage[]): readonly RequestUsage[] {
  const merged = new Map<string, RequestUsage>();
  for (const request of requests) {
    const id = JSON.stringify([identify(request), request.account]);
    const { count = 0, failed = 0 } = merged.get(id) ?? {};
    merged.set(id, { ...request, count: count + request.count, failed: failed + request.failed });
  }
  return [...merged.values()];
}

/** Returns the cost of `usage`, as a total and by each dimension. */
export function priceUsage(usage: MonthUsage, prices: PriceTable): CostAmounts & { readonly by: CostLines } {
  const ledger = new Ledger();
  const prorate = (micros: number, hours: number) => Math.round((micros * hours) / usage.hoursInMonth);
  for (const { arn, owner, account, hours, rotationHours } of usage.keys)
    ledger.add(
      { key: arn, operation: null, principal: null, owner, account, class: null },
      {
        keyStorage: prorate(prices.keyMonth.micros, hours),
        rotations: prorate(prices.rotationMonth.micros, rotationHours),
      },
    );
  const requests = mergeRequests(usage.requests);
  const free = allotFree(requests, prices);
  for (const request of requests) {
    const freeCount = free.get(request) ?? 0;
    const { micros } = prices.requests[request.class];
    ledger.add(request, {
      // Requests with AWS owned keys cost the customer nothing.
      requests: request.owner === 'AWS owned' ? 0 : (request.count - freeCount) * micros,
      requestCount: request.count,
      freeCount,
      failedCount: request.failed,
    });
  }
  return ledger.close();
}
