/** The language of labs in this browser: of their texts, pages and task panel. All else is in English. */
import { isLabLanguage, type LabLanguage } from '../../labs/lab-languages.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { browserStorage } from './browser-storage.ts';

const PLACE = 'strongroom.labs.language';

/** Another language was chosen. Fired at the window. */
export const LAB_LANGUAGE_CHANGED = typedEvent('strong-lab-language-changed');

/** The chosen language (BCP 47), or the first one of the browser's that the course has, or English. */
export function labLanguage(): string {
  return readStored() ?? navigator.languages.map((tag) => tag.split('-', 1)[0] ?? '').find(isLabLanguage) ?? 'en';
}

/** The language of everything that no lab brings: the chosen one, or English if the app does not have it. */
export function shownLabLanguage(): LabLanguage {
  const language = labLanguage();
  return isLabLanguage(language) ? language : 'en';
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
  LAB_LANGUAGE_CHANGED.dispatch(window);
}

function readStored(): string | undefined {
  try {
    return browserStorage()?.getItem(PLACE) ?? undefined;
  } catch {
    return undefined;
  }
}
