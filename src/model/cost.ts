/** Cost of a month, and of a planned workload. Amounts are integers in millionths of the currency. */
import type { OperationName } from './operations.ts';
import type { PriceTable, RequestClass } from './prices.ts';
import type { DamagedRecord } from './records.ts';
import type { DataKeyPairSpec, KeySpec } from './sdk.ts';

/** The month, and the prices. */
export interface MonthCostQuery {
  /** Default: the year of the simulated time. */
  readonly year?: number;
  /** 1 to 12, in UTC. Default: the month of the simulated time. */
  readonly month?: number;
  /** Default: the list prices of AWS. */
  readonly prices?: PriceTable;
  /** True: calls that failed cost as others do. AWS does not say. Default false. */
  readonly billFailedCalls?: boolean;
}

/** Amounts and counts of a month, or of a part of it. */
export interface CostAmounts {
  readonly keyStorage: number;
  readonly rotations: number;
  readonly requests: number;
  /** The sum of these three. */
  readonly total: number;
  /** Requests that count, those of the free tier included. */
  readonly requestCount: number;
  /** Of these, requests of the free tier. */
  readonly freeCount: number;
  /** Calls that failed. */
  readonly failedCount: number;
}

/** Who a key belongs to. `none`: a request without a key. `unknown`: the sandbox no longer has the key. */
export type KeyOwner = 'customer managed' | 'AWS managed' | 'AWS owned' | 'none' | 'unknown';

/** The part of a month with one value of a dimension. Null: what has none, for example the storage of keys. */
export interface CostLine<Name extends string = string> extends CostAmounts {
  readonly name: Name | null;
}

/** The lines of each dimension, highest amount first. Those of each dimension add up to the total. */
export interface CostLines {
  /** ARN of the key. Of two keys of a request, the one that determines its price. */
  readonly key: readonly CostLine[];
  readonly operation: readonly CostLine<OperationName>[];
  /** ARN of the caller, ARN of the role of a session, or service principal. */
  readonly principal: readonly CostLine[];
  readonly owner: readonly CostLine<KeyOwner>[];
  /** Account that pays: of the key for its storage, of the caller for a request. */
  readonly account: readonly CostLine[];
  readonly class: readonly CostLine<RequestClass>[];
}

/** A dimension of CostLines. */
export type CostDimension = keyof CostLines;

/** Calls of one day, UTC. */
export interface CostDay {
  /** Day of the month, from 1. */
  readonly day: number;
  readonly requestCount: number;
  readonly failedCount: number;
}

/** Cost of a month. */
export interface MonthCost extends CostAmounts {
  readonly year: number;
  readonly month: number;
  readonly from: Date;
  /** End of the month, or the simulated time in a month that has not ended. Nothing after it is counted. */
  readonly until: Date;
  readonly isComplete: boolean;
  readonly prices: PriceTable;
  readonly by: CostLines;
  /** Each day of the month until `until`. */
  readonly days: readonly CostDay[];
  /** Reads of the app's own pages among the requests. The console of AWS makes such calls too, and they cost. */
  readonly consoleReads: number;
  /** Segments of the audit log that cannot be read: their requests are missing. Omitted if there are none. */
  readonly damaged?: readonly DamagedRecord[];
}

/** Progress of `sandbox.cost.month`. */
export interface MonthCostProgress {
  /** Number of events counted so far. */
  readonly counted: number;
  /** Simulated time of the event that was counted last. */
  readonly reached: Date;
}

/** Observes or cancels `sandbox.cost.month`. */
export interface MonthCostOptions {
  /** Stops; `month` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each 10,000 events. Events that an earlier call has counted are not counted again. */
  readonly onProgress?: (progress: MonthCostProgress) => void;
}

/** Result of one step: the cost, or how much of the month is counted. */
export type MonthCostStep =
  | { readonly isPartial: false; readonly cost: MonthCost }
  | {
      readonly isPartial: true;
      readonly year: number;
      readonly month: number;
      readonly counted: number;
      /** Simulated time in milliseconds since 1970. */
      readonly reached: number;
    };

/** Operations that a data key cache replaces: those by which the AWS Encryption SDK gets data keys. */
export const CACHED_OPERATIONS: readonly OperationName[] = ['GenerateDataKey', 'Decrypt'];

/** A cache of data keys, as the AWS Encryption SDK has it: a data key serves several messages. */
export interface DataKeyCache {
  /** Messages that a data key serves at most. */
  readonly maxMessages: number;
  /** Seconds that a data key is used at most. */
  readonly maxAge: number;
  /** Processes, each with a cache of its own. Default 1. */
  readonly instances?: number;
}

/** A planned workload: one kind of call, at a steady rate. */
export interface CostWorkload {
  /** Number of customer managed keys. Default 1. */
  readonly keys?: number;
  /** Rotations that each key has had before the month. Default 0. */
  readonly rotationsPerKey?: number;
  readonly operation: OperationName;
  /** Spec of the keys. Default `SYMMETRIC_DEFAULT`. */
  readonly keySpec?: KeySpec;
  /** Required for GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext, and for no other operation. */
  readonly keyPairSpec?: DataKeyPairSpec;
  /** Calls, or messages with a cache, per second. Either this or `callsPerMonth`. */
  readonly callsPerSecond?: number;
  readonly callsPerMonth?: number;
  /** Only for CACHED_OPERATIONS. Omitted: each message is a call. */
  readonly dataKeyCache?: DataKeyCache;
  /** Default: the list prices of AWS. */
  readonly prices?: PriceTable;
}

/** Estimate of a workload for a month of 730 hours. */
export interface CostEstimate extends Omit<CostAmounts, 'failedCount'> {
  readonly prices: PriceTable;
  readonly class: RequestClass;
  /** Calls that the workload would make without a cache. */
  readonly messageCount: number;
  /** Messages that a data key serves. 1 without a cache. */
  readonly messagesPerCall: number;
}
