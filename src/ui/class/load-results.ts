/** What a learner has done in the labs of a class. */
import type { LabResult } from '../../class/completion-report.ts';
import { LabError } from '../../labs/lab-error.ts';
import type { LabCourse } from '../labs/lab-course.ts';

/** Returns the results in the order of `ids`, with what open tasks lack now. Labs that do not exist are left out. */
export async function loadResults(course: LabCourse, ids: readonly string[]): Promise<readonly LabResult[]> {
  const results: LabResult[] = [];
  for (const id of ids) {
    const lab = await course.lab(id);
    if (!lab) continue;
    const run = course.run(lab);
    const progress = await run.progress();
    try {
      results.push({ lab, progress, ...(progress ? await run.check() : {}) });
    } catch (error) {
      // The sandbox of the lab was reset, for example: what was stored counts.
      if (!(error instanceof LabError)) throw error;
      results.push({ lab, progress });
    }
  }
  return results;
}
