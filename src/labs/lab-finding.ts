/** What is wrong with the draft of a lab, as data: the validator's problems, and what the proof finds. */
import type { DocumentPath } from '../base/document-limits.ts';
import type { LabProblemReason } from './lab-problem.ts';

/** What a proof finds. */
export type ProofReason =
  /** A step does not answer as the lab expects. */
  | 'step-fails'
  /** A predicate cannot be evaluated: it is too complex, or a variable has no value. */
  | 'check-fails'
  /** A part of the proof does not end within the time limit. What follows is not tried. */
  | 'takes-too-long'
  /** The start, without any call of the learner, does the task. */
  | 'done-at-start'
  /** The solutions of the tasks before do the task. */
  | 'done-before-solution'
  | 'not-done-by-solution'
  /** The script of a mistake does the task. */
  | 'done-by-mistake'
  | 'mistake-not-seen'
  /** Another mistake of the task, earlier in the list, is seen first. */
  | 'other-mistake-seen'
  /** The hint that a learner gets after the mistake is not its own. */
  | 'other-hint';

/** A finding: where, why, and what to do. */
export interface LabFinding {
  readonly path: DocumentPath;
  readonly reason: LabProblemReason | ProofReason;
  readonly message: string;
}
