/** What is stored of a run of a lab. */
import type { KeyFact } from './lab-facts.ts';
import type { LabValue } from './lab-value.ts';
import type { LabProgress } from './progress.ts';

/** A run as it is stored. */
export interface StoredRun {
  readonly form: 1;
  readonly progress: LabProgress;
  /** ID of the start, which its sandbox has, too. Omitted: an earlier version of Strongroom stored the run. */
  readonly start?: string;
  /** ID of the last event of the lab's start. Omitted: the start has none. */
  readonly mark?: string;
  /** Simulated time at the end of the lab's start, in milliseconds since 1970. */
  readonly startedAt: number;
  /** What the steps of the start saved. */
  readonly variables: Readonly<Record<string, LabValue>>;
  /** The keys at the end of the start. */
  readonly keys: readonly KeyFact[];
  /** Names of the hints that the learner has seen instead of others, by task. */
  readonly given: Readonly<Record<string, readonly string[]>>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns what was stored of a run of `lab`. Undefined: nothing, or nothing that this version understands. */
export function readStoredRun(value: unknown, lab: string): StoredRun | undefined {
  if (!isObject(value) || value.form !== 1) return undefined;
  const { progress, startedAt, variables, keys, given } = value;
  const isComplete =
    isObject(progress) &&
    progress.lab === lab &&
    isObject(progress.tasks) &&
    Object.values(progress.tasks).every(isObject) &&
    typeof startedAt === 'number' &&
    isObject(variables) &&
    Array.isArray(keys) &&
    isObject(given);
  return isComplete ? (value as unknown as StoredRun) : undefined;
}
