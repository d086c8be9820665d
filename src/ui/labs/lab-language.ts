/** The language of the texts of labs in this browser. The rest of the app is in English. */
import { isLabLanguage, type LabLanguage } from '../../labs/lab-languages.ts';
import { browserStorage } from '../page/browser-storage.ts';

const PLACE = 'strongroom.labs.language';

/** The chosen language, or the first one of the browser's that the course has, or English. */
export function labLanguage(): LabLanguage {
  const stored = readStored();
  if (stored !== undefined && isLabLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.split('-', 1)[0] ?? '').find(isLabLanguage) ?? 'en';
}

/** Chooses a language for this browser. */
export function chooseLabLanguage(language: LabLanguage): void {
  try {
    browserStorage()?.setItem(PLACE, language);
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
