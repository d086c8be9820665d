import { html } from 'lit';
import { count, countOf, duration } from '../kit/format.ts';
import type { BoundedNumber } from './run-plan.ts';

/** Every text of the load generator. */
export const TEXTS = {
  lead: 'Makes real calls as the current caller, at a steady rate. Each call is recorded in Activity and counts for the quotas.',
  off: (quotas: string) =>
    html`Request quotas are off, so no call is throttled. Choose another profile on the page
      <a href=${quotas}>Quotas</a>.`,
  form: {
    heading: 'Run',
    operation: 'Operation',
    key: 'Key',
    keyHint: 'Key ID, alias or ARN. The key must allow the operation.',
    numbers: {
      jobsPerSecond: 'Jobs per second',
      seconds: 'Duration in seconds',
      maxAttempts: 'Maximum attempts',
      maxMessages: 'Maximum messages per data key',
      maxAgeSeconds: 'Maximum age of a data key in seconds',
      tenants: 'Tenants',
    } satisfies Record<BoundedNumber, string>,
    range: (minimum: number, maximum: number) => `${count(minimum)} to ${count(maximum)}`,
    retries: 'Retries of throttled calls',
    modes: {
      off: 'Off: a throttled call fails',
      standard: 'Standard: exponential backoff with full jitter, as AWS SDK v3',
      noJitter: 'Exponential backoff without jitter, to compare',
    },
    cache: 'Cache data keys',
    cacheHint:
      'Each job encrypts a message of 1 KiB in this page with a data key. Without the cache, each message gets a data key of its own.',
    tenantsHint:
      'With several, the jobs are those of red, green, blue, amber and violet in turn. Each has an encryption context of its own: tenant and its name.',
    start: 'Start',
    stop: 'Stop',
  },
  progress: (seconds: number, jobs: number) =>
    `Running for ${duration(seconds * 1000)}. ${countOf(jobs, 'job', 'jobs')} started.`,
  announce: {
    started: 'Load generator started.',
    finished: (succeeded: number, failed: number) =>
      `Load generator finished: ${countOf(succeeded, 'job', 'jobs')} succeeded, ${count(failed)} failed.`,
    stopped: 'Load generator stopped.',
    left: 'Load generator stopped because you left the page.',
    switched: 'Load generator stopped because the caller or the Region changed.',
  },
  results: {
    heading: 'Results',
    names: {
      jobs: 'Jobs',
      calls: 'Calls',
      throttled: 'Throttled',
      retries: 'Retries',
      cache: 'Data key cache',
      errors: 'Errors of failed jobs',
    },
    jobs: (started: number, succeeded: number, failed: number) =>
      `${count(started)} started, ${count(succeeded)} succeeded, ${count(failed)} failed`,
    stopped: (jobs: number) => `, ${count(jobs)} stopped`,
    calls: (calls: number, succeeded: number, failed: number) =>
      `${count(calls)} made, ${count(succeeded)} succeeded, ${count(failed)} failed with another error`,
    retries: (retries: number, highest: number) =>
      retries === 0 ? 'None' : `${count(retries)}, up to attempt ${count(highest)}`,
    cache: (saved: number, calls: number) =>
      `${countOf(saved, 'call', 'calls')} saved, one for each message that used a cached data key. ${countOf(calls, 'call', 'calls')} made.`,
    error: (name: string, jobs: number) => `${name}: ${count(jobs)}`,
    activity: 'View these calls in Activity',
    seconds: {
      heading: 'By second',
      columns: {
        second: 'Second',
        attempts: 'Calls',
        succeeded: 'Succeeded',
        throttled: 'Throttled',
        failed: 'Other errors',
        retries: 'Retries among them',
        delay: 'Mean delay before a retry',
      },
      none: 'None',
      delay: (milliseconds: number) => duration(milliseconds),
    },
  },
  chart: {
    heading: 'Attempts',
    name: 'Attempts over time',
    description: (seconds: number, attempts: number, throttled: number) =>
      `${countOf(attempts, 'attempt', 'attempts')} in ${count(seconds)} seconds, ${count(throttled)} throttled. The table has the counts by second.`,
    caption:
      'Each mark is one attempt, in the row of its number. A line is the delay between a throttled attempt and the next one. Without jitter, retries come in bursts.',
    lane: (attempt: number) => `Attempt ${attempt}`,
    seconds: (seconds: number) => `${count(seconds)} s`,
    legend: { succeeded: 'Succeeded', throttled: 'Throttled', failed: 'Other error', delay: 'Delay' },
    notAll: (lines: string) => `Only the first ${lines} delays are drawn.`,
  },
};
