/** What happened in a run of the load generator. Every number is a count of replies. */

/** State of an attempt. `failed`: an error that is no throttling. */
export type AttemptState = 'running' | 'succeeded' | 'throttled' | 'failed';

/** One attempt at a call. Times are milliseconds since the start of the run. */
export interface Attempt {
  /** Number of the call, from 0. Its retries have the same. */
  readonly call: number;
  /** Number of this attempt, from 1. */
  readonly attempt: number;
  /** Delay before this attempt in milliseconds; 0 for the first. */
  readonly delayMs: number;
  readonly startedMs: number;
  endedMs?: number;
  state: AttemptState;
}

/** The counts of jobs. */
export interface JobCounts {
  started: number;
  succeeded: number;
  /** Failed after the last attempt. */
  failed: number;
  /** Not finished when the run was stopped. */
  stopped: number;
  /** Succeeded with a data key that another job had generated. */
  cached: number;
}

/** The results so far. */
export interface RunResults {
  readonly jobs: Readonly<JobCounts>;
  readonly attempts: readonly Readonly<Attempt>[];
  /** Names of the errors that jobs failed with, and how many. */
  readonly errors: ReadonlyMap<string, number>;
}

/** The attempts that started in one second. */
export interface SecondOfRun {
  /** Number of the second, from 0. */
  readonly second: number;
  readonly attempts: number;
  readonly retries: number;
  readonly succeeded: number;
  readonly throttled: number;
  readonly failed: number;
  /** Mean delay before the retries in milliseconds. Undefined: no retry. */
  readonly meanDelayMs: number | undefined;
}

const SECOND_MS = 1000;

/** Counts attempts by a state. */
export const countOf = (attempts: readonly Readonly<Attempt>[], state: AttemptState): number =>
  attempts.filter((one) => one.state === state).length;

/** Groups attempts by the second in which they started, with the seconds that have none in between. */
export function bySecond(attempts: readonly Readonly<Attempt>[]): readonly SecondOfRun[] {
  const groups: Readonly<Attempt>[][] = [];
  for (const attempt of attempts) {
    const second = Math.floor(attempt.startedMs / SECOND_MS);
    while (groups.length <= second) groups.push([]);
    groups[second]?.push(attempt);
  }
  return groups.map((group, second) => {
    const retries = group.filter((one) => one.attempt > 1);
    const delays = retries.reduce((sum, { delayMs }) => sum + delayMs, 0);
    return {
      second,
      attempts: group.length,
      retries: retries.length,
      succeeded: countOf(group, 'succeeded'),
      throttled: countOf(group, 'throttled'),
      failed: countOf(group, 'failed'),
      meanDelayMs: retries.length === 0 ? undefined : delays / retries.length,
    };
  });
}
