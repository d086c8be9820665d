/** The language of the texts of labs in this browser. The rest of the app is in English. */
import { isLabLanguage } from '../../labs/lab-languages.ts';
import { browserStorage } from '../page/browser-storage.ts';

const PLACE = 'strongroom.labs.language';

/** The chosen language (BCP 47), or the first one of the browser's that the course has, or English. */
export function labLanguage(): string {
  return readStored() ?? navigator.languages.map((tag) => tag.split('-', 1)[0] ?? '').find(isLabLanguage) ?? 'en';
}

/**
 * Chooses a language for this browser: one of the course, or one that labs of a class have. Undefined: that of the
 * browser.
 */
export function chooseLabLanguage(language: string | undefined): void {
  try {
    if (language === undefined) browserStorage()?.removeItem(PLACE);
    else browserStorage()?.setItem(PLACE, language);
  } catch {
    // Storage is full: the choice would not last, so it is not made.
  }
}

function readStored(): string | undefined {
  try {
    return browserStorage()?.getItem(PLACE) ?? undefined;
  } catch {
    return undefined;
  }
}
