/** Durations of simulated time in pictures. */
import { countOf } from '../kit/format.ts';

/** A duration in its largest whole unit. */
export function span(seconds: number): string {
  if (seconds >= 86_400) return countOf(Math.floor(seconds / 86_400), 'day', 'days');
  if (seconds >= 3600) return countOf(Math.floor(seconds / 3600), 'hour', 'hours');
  if (seconds >= 120) return countOf(Math.floor(seconds / 60), 'minute', 'minutes');
  return countOf(Math.max(0, Math.floor(seconds)), 'second', 'seconds');
}
