import type { Lab } from '../../labs/lab.ts';
import type { LabProgress } from '../../labs/progress.ts';

/** How far a lab is. */
export interface LabState {
  readonly done: number;
  readonly of: number;
  /** Whether every task that is not a bonus is done. A task whose solution was shown is not. */
  readonly isPassed: boolean;
}

/** Counts the tasks that are done. */
export function labState(lab: Lab, progress: LabProgress): LabState {
  const isDone = (id: string) => progress.tasks[id]?.state === 'done';
  return {
    done: lab.tasks.filter(({ id }) => isDone(id)).length,
    of: lab.tasks.length,
    isPassed: lab.tasks.every(({ id, isBonus = false }) => isBonus || isDone(id)),
  };
}
