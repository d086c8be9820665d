/** Texts of the picture *quota-bucket*. */
import { count, countOf } from '../kit/format.ts';
import type { Retry } from './quota-bucket.ts';

export const TEXTS = {
  none: 'This Region has no request quota for symmetric keys.',
  place: (account: string, region: string) => `Account ${account}, ${region}`,
  off: 'Request quotas are off.',
  level: (level: number) => `${countOf(Math.floor(level), 'request', 'requests')} left now`,
  levelOf: (name: string) => `Level of ${name}`,
  refill: (rate: number) => `Refilled with ${countOf(rate, 'request', 'requests')} each second`,
  drops: 'Requests by operation',
  noCalls: 'No request has counted for this quota yet.',
  drop: (operation: string, calls: number, throttled: number) =>
    throttled === 0
      ? `${operation}: ${count(calls)} allowed`
      : `${operation}: ${count(calls - throttled)} allowed, ${count(throttled)} throttled`,
  seconds: 'Seconds with requests',
  second: (allowed: number, throttled: number) => `${count(allowed)} allowed, ${count(throttled)} throttled`,
  columns: { time: 'Second', calls: 'Requests', chart: 'Against the limit' },
  retries: 'Newest retries',
  retry: ({ operation, attempt, delayMs, isThrottled }: Retry) =>
    `${operation}, attempt ${attempt} after ${count(delayMs)} ms: ${isThrottled ? 'throttled again' : 'allowed'}`,
  partial: 'Only the newest events are counted.',
};
