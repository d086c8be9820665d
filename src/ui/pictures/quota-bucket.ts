/** Data of the picture *quota-bucket*: request quotas as buckets, and the calls that fell into them. */
import { THROTTLING_CODES, type AuditEvent } from '../../model/audit.ts';
import type { QuotaView } from '../../model/service-quotas.ts';
import { usageByQuota, type OperationUsage } from '../quotas/quota-usage.ts';

/** The calls of one second of simulated time. */
export interface SecondOfCalls {
  /** Seconds since 1970. */
  readonly second: number;
  readonly allowed: number;
  readonly throttled: number;
}

/** A retry that the client reported. */
export interface Retry {
  readonly operation: string;
  readonly attempt: number;
  readonly delayMs: number;
  readonly isThrottled: boolean;
}

/** One quota of an account in a Region. */
export interface Bucket {
  readonly code: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Requests per second that refill it. Omitted: request quotas are off. */
  readonly enforced?: number;
  /** Requests that it allows now. Omitted: request quotas are off. */
  readonly level?: number;
  readonly operations: readonly OperationUsage[];
  /** The newest seconds with calls, oldest first. */
  readonly seconds: readonly SecondOfCalls[];
  /** The newest retries, oldest first. */
  readonly retries: readonly Retry[];
}

/** What the picture shows. */
export interface QuotaBuckets {
  readonly buckets: readonly Bucket[];
  /** Whether there are more events than are counted. */
  readonly isPartial: boolean;
}

/** Seconds and retries in the picture. */
export const MAX_SECONDS = 12;
export const MAX_RETRIES = 8;

const isThrottled = ({ record }: AuditEvent): boolean =>
  record.errorCode !== undefined && THROTTLING_CODES.has(record.errorCode);

/**
 * Returns the shared quotas of cryptographic operations that have calls, and all others that throttled. Without calls,
 * the quota of symmetric operations of the first place.
 * @param quotas those of every account and Region that is shown
 * @param events newest first
 */
export function quotaBuckets(quotas: readonly QuotaView[], events: readonly AuditEvent[]): readonly Bucket[] {
  const requests = quotas.filter(({ kind, scope }) => kind === 'request' && scope === 'account and Region');
  const buckets = requests.flatMap((quota): Bucket[] => {
    const { code, name, account, region, enforced, level, keySpecs } = quota;
    const counted = events.filter(
      ({ record, sidecar }) =>
        sidecar?.quota === code && sidecar.quotaAccount === account && record.awsRegion === region,
    );
    const usage = usageByQuota(counted, account).get(code);
    if (usage === undefined || (keySpecs === undefined && usage.throttled === 0)) return [];
    return [
      {
        code,
        name,
        account,
        region,
        ...(enforced === undefined ? {} : { enforced }),
        ...(level === undefined ? {} : { level }),
        operations: usage.operations,
        seconds: secondsOf(counted),
        retries: retriesOf(counted),
      },
    ];
  });
  if (buckets.length > 0) return buckets;
  const symmetric = requests.find(({ keySpecs }) => keySpecs?.includes('SYMMETRIC_DEFAULT'));
  if (symmetric === undefined) return [];
  const { code, name, account, region, enforced, level } = symmetric;
  return [
    {
      code,
      name,
      account,
      region,
      ...(enforced === undefined ? {} : { enforced }),
      ...(level === undefined ? {} : { level }),
      operations: [],
      seconds: [],
      retries: [],
    },
  ];
}

function secondsOf(events: readonly AuditEvent[]): readonly SecondOfCalls[] {
  const seconds = new Map<number, { allowed: number; throttled: number }>();
  for (const event of events) {
    const second = Math.floor(event.at / 1000);
    const counts = seconds.get(second) ?? { allowed: 0, throttled: 0 };
    seconds.set(second, counts);
    counts[isThrottled(event) ? 'throttled' : 'allowed']++;
  }
  return [...seconds]
    .map(([second, counts]) => ({ second, ...counts }))
    .sort((a, b) => a.second - b.second)
    .slice(-MAX_SECONDS);
}

function retriesOf(events: readonly AuditEvent[]): readonly Retry[] {
  return events
    .flatMap((event): Retry[] => {
      const { attempt = 1, delayMs = 0 } = event.sidecar ?? {};
      if (attempt < 2) return [];
      return [{ operation: event.record.eventName, attempt, delayMs, isThrottled: isThrottled(event) }];
    })
    .slice(0, MAX_RETRIES)
    .reverse();
}
