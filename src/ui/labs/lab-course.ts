/** The labs that the app offers: those of the course and those that were loaded from files. */
import type { Lab, LabTexts } from '../../labs/lab.ts';
import type { LabSummary } from '../../labs/labs.ts';
import type { LabRun } from '../../labs/progress.ts';
import { browserStorage } from '../page/browser-storage.ts';

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

const LANGUAGE = 'strongroom.labs.language';

/** The language of labs (BCP 47): that of the class that was joined last, or of the page. */
export const labLanguage = (): string => browserStorage()?.getItem(LANGUAGE) ?? document.documentElement.lang;

/** Records the language of labs. Undefined: that of the page. */
export function recordLabLanguage(language: string | undefined): void {
  try {
    if (language === undefined) browserStorage()?.removeItem(LANGUAGE);
    else browserStorage()?.setItem(LANGUAGE, language);
  } catch {
    // Storage is full: the language of the page stays.
  }
}

/** The texts of a lab in the language of labs, or in English. */
export function textsOf(lab: Lab, language = labLanguage()): LabTexts {
  return Object.hasOwn(lab.texts, language) ? (lab.texts[language] ?? lab.texts.en) : lab.texts.en;
}
