/** The progress of a learner in a lab, as it is stored and reported. */
import type { StartStep } from './lab.ts';

/** Progress in one task. Times are real time in milliseconds since 1970: simulated time says nothing of effort. */
export interface TaskProgress {
  /** `shown`: the learner has seen the solution. It never becomes `done`. */
  readonly state: 'open' | 'done' | 'shown';
  /** IDs of the events that prove it, in order. Empty if other facts proved it. */
  readonly evidence: readonly string[];
  readonly doneAt?: number;
  /** Number of hints that the learner has seen, 0 to 3. */
  readonly hints: number;
}

export interface LabProgress {
  readonly lab: string;
  readonly startedAt: number;
  /** By the ID of the task. */
  readonly tasks: Readonly<Record<string, TaskProgress>>;
  /** The answer of the quiz, by its ID. */
  readonly answer?: string;
}

/** What is true of a task now. */
export interface TaskCheck {
  readonly isDone: boolean;
  readonly evidence: readonly string[];
  /** Label of the first part that does not hold. */
  readonly unmet?: string;
  /** ID of a mistake that the learner has made. */
  readonly mistake?: string;
}

/**
 * One run of a lab, in the sandbox `lab-<id>`. Every method that changes progress stores it; a reload loses nothing.
 */
export interface LabRun {
  /** ID of the sandbox of the lab. */
  readonly world: string;
  progress(): Promise<LabProgress | undefined>;
  /**
   * Resets the sandbox, replays the start and forgets the progress.
   * @param replaced the progress that the start is to replace; null: the lab is not started. If another client has
   *   started the lab since, nothing is reset and the progress of that start is returned. Omitted: any progress
   */
  start(replaced?: Pick<LabProgress, 'startedAt'> | null): Promise<LabProgress>;
  /** Checks every open task and stores what is done. */
  check(): Promise<{ readonly progress: LabProgress; readonly checks: Readonly<Record<string, TaskCheck>> }>;
  /** Counts one more hint of a task and returns its text, chosen by what failed. */
  hint(task: string, language?: string): Promise<string>;
  /** Marks a task as shown and returns its steps. */
  showSolution(task: string): Promise<readonly StartStep[]>;
  answer(quiz: string, answer: string): Promise<LabProgress>;
}
