/** A recording of a lab, and the marks of its author. */
import type { RecordedEntry, RecordedPart } from './recorded-entry.ts';

/** What is stored of a recording. */
export interface Recording {
  /** ID of the sandbox. */
  readonly world: string;
  readonly isRunning: boolean;
  readonly entries: readonly RecordedEntry[];
  /** What new entries belong to. */
  readonly part: RecordedPart;
  /** ID of the last event that was read. Omitted: the log was empty. */
  readonly mark?: string;
  /** Number of calls that were left out, as there are too many. */
  readonly omitted: number;
  /** The sandbox was reset meanwhile, or the log does not go back to the start of the recording. */
  readonly isIncomplete: boolean;
}

/** Marks that an author sets. */
export type RecordingMark = 'start-ends' | 'task-begins' | 'task-ends' | 'was-mistake';

/** A new recording of a sandbox. It is not running. */
export const newRecording = (world: string): Recording => ({
  world,
  isRunning: false,
  entries: [],
  part: { kind: 'start' },
  omitted: 0,
  isIncomplete: false,
});

/** The number of the next task. */
const nextTask = (entries: readonly RecordedEntry[]): number =>
  entries.reduce((next, { part }) => ('task' in part ? Math.max(next, part.task + 1) : next), 0);

/** The number of the next mistake of a task. */
const nextMistake = (entries: readonly RecordedEntry[], task: number): number =>
  entries.reduce(
    (next, { part }) => (part.kind === 'mistake' && part.task === task ? Math.max(next, part.mistake + 1) : next),
    0,
  );

/** Returns the recording after a mark. A mistake is everything of the task since it began or since its last mistake. */
export function markRecording(recording: Recording, mark: RecordingMark): Recording {
  const { entries, part } = recording;
  if (mark === 'start-ends' || mark === 'task-ends') return { ...recording, part: { kind: 'none' } };
  if (mark === 'task-begins') return { ...recording, part: { kind: 'task', task: nextTask(entries) } };
  if (part.kind !== 'task') return recording;
  const mistake: RecordedPart = { kind: 'mistake', task: part.task, mistake: nextMistake(entries, part.task) };
  const moved = entries.map((entry) =>
    entry.part.kind === 'task' && entry.part.task === part.task ? { ...entry, part: mistake } : entry,
  );
  return { ...recording, entries: moved };
}
