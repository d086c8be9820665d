/** The shapes of the chart of attempts: paths of an SVG, from the attempts of a run. */
import type { Attempt, AttemptState } from './run-results.ts';

/** Width of the drawing, and height of the row of one attempt number, in units of the drawing. */
export const CHART_WIDTH = 1000;
export const LANE_HEIGHT = 40;

/** Delays that are drawn. */
export const MAX_DELAYS = 1500;

/** Half the height of the mark of a throttled attempt. */
const TICK = 9;

/** A state that has a mark. */
export type MarkedState = Exclude<AttemptState, 'running'>;

/** The drawing. */
export interface AttemptPaths {
  /** Number of rows: the highest attempt number. */
  readonly lanes: number;
  readonly marks: Readonly<Record<MarkedState, string>>;
  readonly delays: string;
  /** Whether there are more delays than are drawn. */
  readonly isCut: boolean;
}

/** Draws the attempts of `seconds`. Marks at the same place are drawn once. */
export function attemptPaths(attempts: readonly Readonly<Attempt>[], seconds: number): AttemptPaths {
  const x = (milliseconds: number): number => Math.round((milliseconds / (seconds * 1000)) * CHART_WIDTH * 2) / 2;
  const y = (attempt: number): number => (attempt - 0.5) * LANE_HEIGHT;
  const marks: Record<MarkedState, Set<string>> = { succeeded: new Set(), throttled: new Set(), failed: new Set() };
  const delays: string[] = [];
  const lastOf = new Map<number, Readonly<Attempt>>();
  let lanes = 1;
  let retries = 0;
  for (const one of attempts) {
    lanes = Math.max(lanes, one.attempt);
    const [left, middle] = [x(one.startedMs), y(one.attempt)];
    // A line of no length with a round or square end is a dot that keeps its shape in a stretched drawing.
    if (one.state === 'throttled') marks.throttled.add(`M${left} ${middle - TICK}v${2 * TICK}`);
    else if (one.state !== 'running') marks[one.state].add(`M${left} ${middle}h0`);
    const before = lastOf.get(one.call);
    if (before) {
      retries++;
      if (retries <= MAX_DELAYS)
        delays.push(`M${x(before.endedMs ?? before.startedMs)} ${y(before.attempt)}L${left} ${middle}`);
    }
    lastOf.set(one.call, one);
  }
  const path = (state: MarkedState): string => [...marks[state]].join('');
  return {
    lanes,
    marks: { succeeded: path('succeeded'), throttled: path('throttled'), failed: path('failed') },
    delays: delays.join(''),
    isCut: retries > MAX_DELAYS,
  };
}
