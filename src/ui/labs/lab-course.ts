/** The labs that the app offers: those of the course and those that were loaded from files. */
import type { Lab, LabTexts } from '../../labs/lab.ts';
import type { LabSummary } from '../../labs/labs.ts';
import type { LabRun } from '../../labs/progress.ts';
import { labLanguage } from '../page/lab-language.ts';

/** A lab in the list. */
export interface CourseEntry extends LabSummary {
  /** Whether it was loaded from a file. */
  readonly isLoaded: boolean;
}

/** A source of labs and of their runs. */
export interface LabCourse {
  /** The labs of the course in order, then the loaded ones. */
  entries(): readonly CourseEntry[];
  /** A lab by its ID. Undefined: it does not exist. */
  lab(id: string): Promise<Lab | undefined>;
  /** Whether the lab was started in this browser. */
  isStarted(id: string): boolean;
  /** The run of a lab in this browser. */
  run(lab: Lab): LabRun;
  /** Removes a lab that was loaded from a file. */
  remove(id: string): void;
}

/** The texts of a lab in the language of labs, or in English. */
export function textsOf(lab: Lab, language = labLanguage()): LabTexts {
  return Object.hasOwn(lab.texts, language) ? (lab.texts[language] ?? lab.texts.en) : lab.texts.en;
}
