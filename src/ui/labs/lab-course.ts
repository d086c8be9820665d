/** The labs that the app offers: those of the course and those that were loaded from files. */
import type { Lab, LabTexts } from '../../labs/lab.ts';
import type { LabSummary } from '../../labs/labs.ts';
import type { LabRun } from '../../labs/progress.ts';
import { labLanguage } from '../page/lab-language.ts';

/** A lab in the list, with its title in the language of labs. */
export interface CourseEntry extends Omit<LabSummary, 'titles'> {
  /** Language of the title. */
  readonly language: string;
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

/** The language in which a lab is shown: the chosen one, or English if the lab has no texts in it. */
export function languageOf(lab: Lab, chosen: string = labLanguage()): string {
  return Object.hasOwn(lab.texts, chosen) ? chosen : 'en';
}

/** The texts of a lab in the language in which it is shown. */
export function textsOf(lab: Lab): LabTexts {
  return lab.texts[languageOf(lab)] ?? lab.texts.en;
}
