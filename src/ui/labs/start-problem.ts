/** Why a lab did not start, for display. */
import { LabError } from '../../labs/lab-error.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { TEXTS } from './start-problem-texts.ts';

/** A start that did not end as a Problem. A start deletes the progress first, so the lab is not started then. */
export function startProblem(error: unknown): Problem {
  const step = error instanceof LabError ? error.step : undefined;
  const happened = step === undefined ? TEXTS.failed : TEXTS.stepFailed(step + 1);
  return { ...problemOf(error), words: { happened, next: step === undefined ? TEXTS.again : TEXTS.correct } };
}
