/** The language of the texts of labs. A class can choose another one than that of the page. */
import { browserStorage } from './browser-storage.ts';

const PLACE = 'strongroom.labs.language';

/** The language of labs (BCP 47): that of the class that was joined last, or of the page. */
export const labLanguage = (): string => browserStorage()?.getItem(PLACE) ?? document.documentElement.lang;

/** Records the language of labs. Undefined: that of the page. */
export function recordLabLanguage(language: string | undefined): void {
  try {
    if (language === undefined) browserStorage()?.removeItem(PLACE);
    else browserStorage()?.setItem(PLACE, language);
  } catch {
    // Storage is full: the language of the page stays.
  }
}
