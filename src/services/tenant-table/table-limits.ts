/** Limits of a table: how long it keeps data keys in memory, and how many requests each tenant may make. */
import { ServiceError } from '../service-error.ts';

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

/** A token bucket. It holds at most the requests of one second, and starts full. */
interface Bucket {
  readonly perSecond: number;
  readonly tokens: number;
  /** Simulated time in milliseconds. */
  readonly at: number;
}

/** Counts the requests of tenants in this tab. */
export class TenantBudgets {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Counts a request.
   * @param now simulated time in milliseconds
   * @throws {ServiceError} RequestLimitExceeded, before KMS is called
   */
  spend(table: string, tenant: string, perSecond: number, now: number): void {
    const name = `${table}/${tenant}`;
    const before = this.#buckets.get(name);
    const filled =
      before?.perSecond === perSecond
        ? Math.min(perSecond, before.tokens + (Math.max(0, now - before.at) * perSecond) / 1000)
        : perSecond;
    const isAllowed = filled >= 1;
    this.#buckets.set(name, { perSecond, tokens: isAllowed ? filled - 1 : filled, at: now });
    if (!isAllowed)
      throw new ServiceError(
        'RequestLimitExceeded',
        `Tenant ${tenant} has made more than ${perSecond} requests per second, which is the limit of table ${table}.`,
      );
  }
}
