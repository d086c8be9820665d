import type { LabRows } from '../../class/class-reports.ts';
import type { Lab } from '../../labs/lab.ts';
import { LABS } from '../../labs/labs.ts';
import { languageOf, textsOf } from '../labs/lab-course.ts';

/**
 * Returns a lab of reports with its titles in the language of labs. Labs that are not of the course keep the titles of
 * the reports: the lab of this ID in this browser can be another one.
 * @param lab the lab of this ID in this browser; undefined: none, or not loaded yet
 */
export function translateLabRows(rows: LabRows, lab: Lab | undefined): LabRows {
  if (!lab || !LABS.some(({ id }) => id === rows.id)) return rows;
  const { title, tasks } = textsOf(lab);
  return {
    ...rows,
    title,
    language: languageOf(lab),
    tasks: rows.tasks.map((task) => ({ ...task, title: tasks[task.id]?.title ?? task.title })),
  };
}
