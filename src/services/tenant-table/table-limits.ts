/** Limits of a table: how long it keeps data keys in memory, and how many requests each tenant may make. */
import { ServiceError } from '../service-error.ts';
import type { ServiceStore } from '../service-store.ts';

/** Limits of a table. Omitted: no cache of data keys, and no limit of requests. */
export interface TableLimits {
  /** Maximum uses of a data key in memory. With `maxAgeSeconds`, the table reads with cached data keys. */
  readonly maxUses?: number;
  /** Maximum age of a data key in memory, in simulated seconds. */
  readonly maxAgeSeconds?: number;
  /** Maximum requests of each tenant per simulated second. The table refuses further ones without a call of KMS. */
  readonly requestsPerSecond?: number;
}

const MEMBERS = ['maxUses', 'maxAgeSeconds', 'requestsPerSecond'] as const;
const MAX_LIMIT = 1_000_000;

const refuse = (member: string, message: string) => ServiceError.at(member, 'ValidationException', message);

/**
 * Returns the limits of an input, without members of no meaning.
 * @throws {ServiceError} ValidationException at the member
 */
export function parseLimits(input: TableLimits): TableLimits {
  for (const member of MEMBERS) {
    const value: unknown = input[member];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > MAX_LIMIT)
      throw refuse(member, `${member} must be a whole number from 1 to ${MAX_LIMIT.toLocaleString('en')}.`);
  }
  const { maxUses, maxAgeSeconds, requestsPerSecond } = input;
  if ((maxUses === undefined) !== (maxAgeSeconds === undefined))
    throw refuse(
      maxUses === undefined ? 'maxUses' : 'maxAgeSeconds',
      'A cache of data keys needs both limits: maximum uses and maximum age.',
    );
  return {
    ...(maxUses === undefined ? {} : { maxUses }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  };
}

/** A token bucket, as it is stored. It holds at most the requests of one second, and starts full. */
interface Bucket {
  readonly perSecond: number;
  readonly tokens: number;
  /** Simulated time in milliseconds. */
  readonly at: number;
}

/** Scope of the buckets. They are records of the sandbox, so that the requests of all tabs and clients count. */
const BUDGETS = 'tenants/budgets';

/**
 * Counts a request of a tenant.
 * @param now simulated time in milliseconds
 * @throws {ServiceError} RequestLimitExceeded, before KMS is called. A refused request does not count
 */
export async function spendRequest(
  store: ServiceStore,
  table: string,
  tenant: string,
  perSecond: number,
  now: number,
): Promise<void> {
  const spent = { isAllowed: true };
  await store.update<Bucket>(BUDGETS, `${table}/${tenant}`, (before) => {
    // Another client may have counted a request at a later time.
    const at = Math.max(now, before?.at ?? 0);
    const filled =
      before?.perSecond === perSecond
        ? Math.min(perSecond, before.tokens + ((at - before.at) * perSecond) / 1000)
        : perSecond;
    spent.isAllowed = filled >= 1;
    return spent.isAllowed ? { perSecond, tokens: filled - 1, at } : undefined;
  });
  if (!spent.isAllowed)
    throw new ServiceError(
      'RequestLimitExceeded',
      `Tenant ${tenant} has made more than ${perSecond} requests per second, which is the limit of table ${table}.`,
    );
}
