/** The period that the timeline shows: part of the time between its first and its last event. */
import { labFormat, type LabFormat } from '../page/lab-format.ts';

/** A period of simulated time. Milliseconds since 1970, both ends included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Minimum length of a period in milliseconds: events have whole milliseconds. */
const MIN_LENGTH_MS = 20;

/** Length of a period in milliseconds. */
export function lengthOf({ from, to }: Period): number {
  return to - from;
}

/** The period of `length` that starts at `from`, moved into `whole`. */
function placed(from: number, length: number, whole: Period): Period {
  const fitting = Math.min(Math.max(length, Math.min(MIN_LENGTH_MS, lengthOf(whole))), lengthOf(whole));
  const start = Math.min(Math.max(from, whole.from), whole.to - fitting);
  return { from: start, to: start + fitting };
}

/**
 * Changes the length of a period by `factor`: below 1 to zoom in.
 * @param at the place that stays where it is: 0 is the start of the period, 1 its end
 */
export function zoomPeriod(period: Period, whole: Period, factor: number, at = 0.5): Period {
  const length = lengthOf(placed(period.from, lengthOf(period) * factor, whole));
  return placed(period.from + (lengthOf(period) - length) * at, length, whole);
}

/** Moves a period by `part` of its length: negative to earlier events. It stays in `whole`. */
export function movePeriod(period: Period, whole: Period, part: number): Period {
  return placed(period.from + lengthOf(period) * part, lengthOf(period), whole);
}

/** The period between two places of `period`, of which 0 is its start and 1 its end, in any order. */
export function periodBetween(period: Period, whole: Period, a: number, b: number): Period {
  const [start, end] = [Math.min(a, b), Math.max(a, b)];
  return placed(period.from + lengthOf(period) * start, lengthOf(period) * (end - start), whole);
}

/** Whether `period` is all of `whole`. */
export function isWholePeriod(period: Period, whole: Period): boolean {
  return period.from <= whole.from && period.to >= whole.to;
}

/** Length of a period below which its ends are shown with milliseconds. */
const PRECISE_BELOW_MS = 60_000;

/** Start and end of a period for display. */
export function momentsOf(period: Period, format: LabFormat = labFormat('en')): readonly [from: string, to: string] {
  const { from, to } = period;
  const { moment, precise } = format;
  return lengthOf(period) < PRECISE_BELOW_MS && to > from ? [precise(from), precise(to)] : [moment(from), moment(to)];
}
