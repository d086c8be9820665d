/** Durations of simulated time in pictures. */
import { labFormat, type LabFormat } from '../page/lab-format.ts';

/** Names of a unit: of one, and of several. */
type UnitNames = readonly [one: string, many: string];

/** The units of time in a language. */
export type TimeUnits = Readonly<Record<'day' | 'hour' | 'minute' | 'second', UnitNames>>;

/** Returns what describes a duration, in seconds, by its largest whole unit. */
export const spanIn =
  ({ countOf }: LabFormat, { day, hour, minute, second }: TimeUnits) =>
  (seconds: number): string => {
    if (seconds >= 86_400) return countOf(Math.floor(seconds / 86_400), ...day);
    if (seconds >= 3600) return countOf(Math.floor(seconds / 3600), ...hour);
    if (seconds >= 120) return countOf(Math.floor(seconds / 60), ...minute);
    return countOf(Math.max(0, Math.floor(seconds)), ...second);
  };

/** A duration in English. */
export const span = spanIn(labFormat('en'), {
  day: ['day', 'days'],
  hour: ['hour', 'hours'],
  minute: ['minute', 'minutes'],
  second: ['second', 'seconds'],
});
