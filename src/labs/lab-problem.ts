/** What a lab is refused for. */
import type { DocumentPath } from '../base/document-limits.ts';

/** A reason to refuse a lab. */
export type LabProblemReason =
  /** The text of the file is not JSON. */
  | 'not-json'
  | 'not-valid'
  | 'too-large'
  /** An operation, method, error, Region, task, mistake, label or answer that does not exist. */
  | 'unknown-name'
  | 'duplicate'
  /** A lab of the course has the ID, or the page that records labs. */
  | 'id-in-use'
  | 'missing-text'
  /** A variable is used before anything gives it a value. */
  | 'unbound-variable'
  /** Labs may not call the method, or not with this argument. */
  | 'not-allowed';

/** A problem of a lab: where, why, and what to do. */
export interface LabProblem {
  readonly path: DocumentPath;
  readonly reason: LabProblemReason;
  readonly message: string;
}

/** Receives a problem. */
export type NoteProblem = (path: DocumentPath, reason: LabProblemReason, message: string) => void;
