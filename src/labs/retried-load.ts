/** Generates a load of calls that are retried when they are throttled, in simulated time. */
import type { LabStep } from './lab-step.ts';
import type { LabValue } from './lab-value.ts';
import { randomNumbers } from './random-numbers.ts';

const MAX_JOBS = 1000;
/** Longest delay before the first retry, and before any, as AWS SDKs have them. */
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 20_000;
/** Fills the bucket of the quota. */
const FILL_SECONDS = 60;

/** How long a call waits before its attempt number `attempt + 1`. */
const DELAYS = {
  jitter: (attempt: number, next: () => number) =>
    Math.floor(next() * Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS)),
  fixed: () => FIRST_DELAY_MS,
} as const;

interface Attempt {
  readonly atMs: number;
  readonly attempt: number;
  readonly delayMs: number;
}

/**
 * Returns the steps of a load of GenerateDataKey, while the clock is paused.
 * @param input `key`; `jobs` in a steady rate of `perSecond`; `quota`: calls per second that are answered; `attempts`:
 *   maximum per job; `delays`: `jitter` or `fixed`; `seed`
 * @returns undefined for another input, or if a job fails after its last attempt
 */
export function retriedLoad(input: Readonly<Record<string, LabValue>>): readonly LabStep[] | undefined {
  const { key, delays = 'jitter' } = input;
  const [jobs, perSecond, quota, attempts, seed] = ['jobs', 'perSecond', 'quota', 'attempts', 'seed'].map((name) =>
    Number.isSafeInteger(input[name]) ? Number(input[name]) : 0,
  ) as [number, number, number, number, number];
  if (typeof key !== 'string' || typeof delays !== 'string' || !Object.hasOwn(DELAYS, delays)) return undefined;
  if (Math.min(jobs, perSecond, quota, attempts) < 1 || jobs > MAX_JOBS) return undefined;
  const delayOf = DELAYS[delays as keyof typeof DELAYS];
  const next = randomNumbers(seed);
  const open: Attempt[] = Array.from({ length: jobs }, (_, job) => ({
    atMs: Math.floor((job * 1000) / perSecond),
    attempt: 1,
    delayMs: 0,
  }));
  const steps: LabStep[] = [{ sandbox: 'clock.pause', arguments: [] }, { advance: FILL_SECONDS }];
  let nowMs = 0;
  let tokens = quota;
  for (let current = open.shift(); current !== undefined; current = open.shift()) {
    const { atMs, attempt, delayMs } = current;
    if (atMs > nowMs) steps.push({ advance: (atMs - nowMs) / 1000 });
    // Thousandths of a call: whole numbers have no rounding error.
    tokens = Math.min(quota, (Math.round(tokens * 1000) + (atMs - nowMs) * quota) / 1000);
    nowMs = atMs;
    const isAnswered = tokens >= 1;
    if (isAnswered) tokens -= 1;
    else if (attempt === attempts) return undefined;
    else {
      const wait = delayOf(attempt, next);
      const retry = { atMs: atMs + wait, attempt: attempt + 1, delayMs: wait };
      const after = open.findIndex((one) => one.atMs > retry.atMs);
      open.splice(after === -1 ? open.length : after, 0, retry);
    }
    steps.push({
      call: 'GenerateDataKey',
      input: { KeyId: key, KeySpec: 'AES_256' },
      ...(attempt === 1 ? {} : { attempt, delayMs }),
      ...(isAnswered ? {} : { expect: 'ThrottlingException' }),
    });
  }
  return [...steps, { sandbox: 'clock.run', arguments: [] }];
}
