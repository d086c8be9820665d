/** The recent calls that counted for each request quota, from the audit log. */
import { THROTTLING_CODES, type AuditEvent } from '../../model/audit.ts';
import type { QuotaView } from '../../model/service-quotas.ts';

/** Calls of one operation. */
export interface OperationUsage {
  readonly operation: string;
  readonly calls: number;
  readonly throttled: number;
}

/** Calls that counted for a quota, or were throttled by it. */
export interface QuotaUsage {
  readonly calls: number;
  readonly throttled: number;
  /** By operation, the most frequent first. */
  readonly operations: readonly OperationUsage[];
}

/**
 * Counts events by the request quota of `account` that they counted for. Those of its key stores count for the calls of
 * all accounts.
 */
export function usageByQuota(
  events: readonly AuditEvent[],
  account: string,
  quotas: readonly QuotaView[] = [],
): ReadonlyMap<string, QuotaUsage> {
  const counts = new Map<string, Map<string, { calls: number; throttled: number }>>();
  const ofKeyStores = new Map(quotas.flatMap(({ code, keyStores = [] }) => keyStores.map(({ id }) => [id, code])));
  function count(quota: string, record: AuditEvent['record']): void {
    const operations = counts.get(quota) ?? new Map<string, { calls: number; throttled: number }>();
    counts.set(quota, operations);
    const { calls = 0, throttled = 0 } = operations.get(record.eventName) ?? {};
    const isThrottled = record.errorCode !== undefined && THROTTLING_CODES.has(record.errorCode);
    operations.set(record.eventName, { calls: calls + 1, throttled: throttled + (isThrottled ? 1 : 0) });
  }
  for (const { record, sidecar } of events) {
    if (sidecar?.quota === undefined) continue;
    const ofKeyStore = ofKeyStores.get(sidecar.quotaKeyStore ?? '');
    if (ofKeyStore !== undefined) count(ofKeyStore, record);
    if (sidecar.quotaAccount === account && sidecar.quota !== ofKeyStore) count(sidecar.quota, record);
  }
  return new Map([...counts].map(([quota, operations]) => [quota, usageOf(operations)]));
}

function usageOf(counts: ReadonlyMap<string, { readonly calls: number; readonly throttled: number }>): QuotaUsage {
  const operations = [...counts]
    .map(([operation, both]) => ({ operation, ...both }))
    .toSorted((one, other) => other.calls - one.calls);
  const sum = (member: 'calls' | 'throttled') => operations.reduce((total, one) => total + one[member], 0);
  return { calls: sum('calls'), throttled: sum('throttled'), operations };
}
