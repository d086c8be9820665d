/**
 * Generates a load: several tenants read their items at the same time, each at its own rate, in simulated time. The
 * same input makes the same requests at the same times.
 */
import { createUuid } from '../../base/uuid.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceSandbox } from '../service-store.ts';
import type { KeySource, ReadOptions } from './open-item.ts';
import { TABLE_PROGRAM } from './table-data-keys.ts';
import type { LoadInput, LoadOutput, TenantItemInput, TenantLoad } from './tenant-table-types.ts';

const DEFAULT_SECONDS = 4;
const MAX_SECONDS = 60;
const MAX_REQUESTS = 5000;
/** Fills the buckets of quotas and limits. */
const FILL_SECONDS = 60;
/** Multiples of the golden ratio, without their whole part, are spread evenly and never repeat. */
const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

interface Request {
  readonly atMs: number;
  readonly tenant: string;
}

/** What a load needs of the table. */
export interface LoadTarget {
  /** IDs of the items of a tenant in the Region, in order. */
  readonly idsOf: (tenant: string) => Promise<readonly string[]>;
  readonly read: (input: TenantItemInput, options: ReadOptions) => Promise<unknown>;
}

const refuse = (member: string, message: string) => ServiceError.at(member, 'ValidationException', message);

/** Returns the requests of all tenants by time: one in each period, at another moment of each. */
function plan(rates: readonly (readonly [tenant: string, perSecond: number])[], seconds: number): readonly Request[] {
  return rates
    .flatMap(([tenant, perSecond]) =>
      Array.from({ length: perSecond * seconds }, (_, index): Request => ({
        tenant,
        atMs: Math.floor(((index + ((index * GOLDEN_RATIO) % 1)) * 1000) / perSecond),
      })),
    )
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** Checks the rates and the length of a load. */
function check({ requestsPerSecond, callers = {}, seconds = DEFAULT_SECONDS }: LoadInput): void {
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS)
    throw refuse('seconds', `seconds must be a whole number from 1 to ${MAX_SECONDS}.`);
  const rates = Object.entries(requestsPerSecond);
  if (rates.length === 0) throw refuse('requestsPerSecond', 'A load needs the rate of at least one tenant.');
  for (const [tenant, rate] of rates)
    if (!Number.isSafeInteger(rate) || rate < 1)
      throw refuse('requestsPerSecond', `The rate of ${tenant} must be a whole number of 1 or more.`);
  const requests = rates.reduce((sum, [, rate]) => sum + rate * seconds, 0);
  if (requests > MAX_REQUESTS)
    throw refuse('requestsPerSecond', `The load has ${requests} requests. At most ${MAX_REQUESTS} are made.`);
  for (const tenant of Object.keys(callers))
    if (!Object.hasOwn(requestsPerSecond, tenant))
      throw refuse('callers', `The load has a caller for ${tenant}, but no rate.`);
}

/** Counts the answers to the requests of a tenant. */
class Tally {
  requests = 0;
  succeeded = 0;
  cached = 0;
  kmsCalls = 0;
  readonly errors = new Map<string, number>();

  readonly note = (source: KeySource): void => {
    if (source === 'cached') this.cached++;
    else this.kmsCalls++;
  };

  fail(name: string): void {
    this.errors.set(name, (this.errors.get(name) ?? 0) + 1);
  }

  view(tenant: string, perSecond: number): TenantLoad {
    const { requests, succeeded, cached, kmsCalls, errors } = this;
    const succeededPercent = Math.floor((succeeded * 100) / requests);
    const counts = Object.fromEntries(errors);
    return { tenant, perSecond, requests, succeeded, succeededPercent, cached, kmsCalls, errors: counts };
  }
}

/** Makes the requests one after the other, each at its time, while the clock is paused. */
async function makeRequests(
  { sandbox: { clock } }: ServiceSandbox,
  input: LoadInput,
  target: LoadTarget,
): Promise<ReadonlyMap<string, Tally>> {
  const rates = Object.entries(input.requestsPerSecond);
  const items = new Map<string, readonly string[]>();
  for (const [tenant] of rates) {
    const ids = await target.idsOf(tenant);
    if (ids.length === 0) throw refuse('requestsPerSecond', `The tenant ${tenant} has no items to read.`);
    items.set(tenant, ids);
  }
  const tallies = new Map(rates.map(([tenant]) => [tenant, new Tally()]));
  const { paused } = await clock.state();
  await clock.pause();
  try {
    await clock.advance(FILL_SECONDS);
    let nowMs = 0;
    for (const { atMs, tenant } of plan(rates, input.seconds ?? DEFAULT_SECONDS)) {
      if (atMs > nowMs) await clock.advance((atMs - nowMs) / 1000);
      nowMs = atMs;
      const tally = tallies.get(tenant) as Tally;
      const ids = items.get(tenant) as readonly string[];
      const id = ids[tally.requests++ % ids.length] as string;
      const caller = input.callers?.[tenant] ?? input.caller;
      const { TableName, region } = input;
      const read = { TableName, tenant, id, ...(region && { region }), ...(caller && { caller }) };
      try {
        await target.read(read, { maxAttempts: 1, onKey: tally.note });
        tally.succeeded++;
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TypeError) throw error;
        tally.fail(error.name);
      }
    }
  } finally {
    if (!paused) await clock.run();
  }
  return tallies;
}

/**
 * Runs a load, and writes an entry `run` for each tenant to the ledger.
 * @throws {ServiceError} ValidationException at the member
 */
export async function runLoad(
  strongroom: ServiceSandbox,
  ledger: Ledger,
  input: LoadInput,
  target: LoadTarget,
): Promise<LoadOutput> {
  check(input);
  const tallies = await makeRequests(strongroom, input, target);
  const load = createUuid(crypto.getRandomValues(new Uint8Array(16)));
  const tenants: TenantLoad[] = [];
  for (const [tenant, tally] of tallies) {
    const view = tally.view(tenant, input.requestsPerSecond[tenant] as number);
    tenants.push(view);
    const { succeeded: items, kmsCalls, ...counts } = view;
    const calls = { Decrypt: kmsCalls };
    await ledger.put({
      kind: 'run',
      id: `${load}/${tenant}`,
      program: TABLE_PROGRAM,
      load,
      items,
      kmsCalls,
      calls,
      ...counts,
    });
  }
  return { load, tenants };
}
