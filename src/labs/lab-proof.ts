/** The result of the proof of a lab, as data. */
import type { LabFinding } from './lab-finding.ts';

/** What the script of a mistake did. */
export interface MistakeProof {
  readonly id: string;
  /** The mistake left its task open, and the learner got its own hint. */
  readonly isProved: boolean;
}

/** What the start, the solution and the mistakes did with a task. */
export interface TaskProof {
  readonly id: string;
  /** Title in the language of the proof. */
  readonly title: string;
  /** The start, without a call of the learner, does not do the task. */
  readonly isOpenAtStart: boolean;
  /** The published solution does the task, after those of the tasks before. */
  readonly isDoneBySolution: boolean;
  readonly mistakes: readonly MistakeProof[];
}

/** The proof of a lab. */
export interface LabProof {
  /** The lab is valid, and nothing was found. */
  readonly isProved: boolean;
  /** The tasks in order. Empty if the lab is not valid or its start fails: nothing was tried then. */
  readonly tasks: readonly TaskProof[];
  /** What is wrong: the problems of the document, or what the proof found. */
  readonly findings: readonly LabFinding[];
}

/** The proof of a lab that was not tried. */
export const unproved = (findings: readonly LabFinding[]): LabProof => ({ isProved: false, tasks: [], findings });
