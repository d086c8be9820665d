/** The language in which the code of a run was last shown in this browser. */
import { browserStorage } from '../page/browser-storage.ts';

const PLACE = 'strongroom.codeLanguage';

/** Where the browser blocks storage: the choice of this document. */
let inMemory: string | undefined;

/** The chosen language; an empty text if the visitor chose no language yet. */
export const codeLanguage = (): string => inMemory ?? browserStorage()?.getItem(PLACE) ?? '';

/** Keeps the choice of a language for later runs and visits. */
export function keepCodeLanguage(language: string): void {
  inMemory = language;
  try {
    browserStorage()?.setItem(PLACE, language);
  } catch {
    // Storage is full: the choice lives as long as the page.
  }
}
