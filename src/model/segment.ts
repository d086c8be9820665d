/** Segments: the units in which the audit log is stored. */
import type { AuditEvent } from './audit.ts';
import type { DamagedRecord } from './records.ts';

/**
 * Contents of one group commit in the audit log: the events of its calls, and the names of everything that it touched.
 */
export interface Segment {
  readonly seq: number;
  readonly events: readonly AuditEvent[];
  /** Present if the stored segment cannot be read: `events` is then empty, and `touched` is `*`. */
  readonly damaged?: DamagedRecord;
  /** Names as `engine/transaction/read-names.ts` creates them. `*` touches everything. */
  readonly touched: readonly string[];
  /** Levels, after this segment, of the request quotas that its calls count for. Omitted without any. */
  readonly levels?: readonly QuotaLevel[];
}

/** Level of the token bucket of one request quota. */
export interface QuotaLevel {
  /** Account, Region and code of the quota, as `engine/quotas/token-buckets.ts` joins them. */
  readonly bucket: string;
  /** Requests that the quota allows at `at`. */
  readonly tokens: number;
  /** Simulated time in milliseconds since 1970. */
  readonly at: number;
}
