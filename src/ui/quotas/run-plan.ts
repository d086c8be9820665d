/** What a run of the load generator does: its members and their bounds. */

/** The operations to choose from. Each is a call that changes nothing. */
export const LOAD_OPERATIONS = [
  'GenerateDataKey',
  'Encrypt',
  'Decrypt',
  'Sign',
  'GenerateMac',
  'GenerateRandom',
  'DescribeKey',
  'ListGrants',
] as const;

/** An operation to choose. */
export type LoadOperation = (typeof LOAD_OPERATIONS)[number];

/** Whether an operation names a key. */
export const needsKey = (operation: LoadOperation): boolean => operation !== 'GenerateRandom';

/** How throttled calls are retried: not at all, or as AWS SDK v3 does, with random delays or with the longest ones. */
export type RetryMode = 'off' | 'standard' | 'noJitter';

/** Limits of the use of one data key. */
export interface DataKeyLimits {
  readonly maxMessages: number;
  readonly maxAgeSeconds: number;
}

/** A planned run. */
export interface RunPlan {
  readonly operation: LoadOperation;
  /** Key ID, alias or ARN. Empty for an operation without a key. */
  readonly keyId: string;
  readonly jobsPerSecond: number;
  readonly seconds: number;
  readonly retries: RetryMode;
  /** Maximum number of attempts at a call, unless retries are off. */
  readonly maxAttempts: number;
  /** GenerateDataKey only: number of tenants, with their names as contexts. Omitted: 1, without a context. */
  readonly tenants?: number;
  /** GenerateDataKey only: the limits of a cached data key. Omitted: a data key for each message. */
  readonly cache?: DataKeyLimits;
}

/** Bounds of the numbers of a plan: minimum and maximum. */
export const BOUNDS = {
  jobsPerSecond: [1, 500],
  seconds: [1, 60],
  maxAttempts: [2, 10],
  maxMessages: [1, 10_000],
  maxAgeSeconds: [1, 60],
  tenants: [1, 5],
} as const satisfies Record<string, readonly [number, number]>;

/** A number of a plan. */
export type BoundedNumber = keyof typeof BOUNDS;

/** The plan that the form starts with. */
export const FIRST_PLAN: Readonly<Record<BoundedNumber, number>> = {
  jobsPerSecond: 40,
  seconds: 10,
  maxAttempts: 3,
  maxMessages: 20,
  maxAgeSeconds: 10,
  tenants: 1,
};

/** Names of the tenants of a run. */
export const TENANTS = ['red', 'green', 'blue', 'amber', 'violet'] as const;
