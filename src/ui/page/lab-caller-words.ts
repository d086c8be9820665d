/** Callers in sentences, in the language of labs. */
import { TEXTS } from './page-texts.ts';
import { callerWords } from './principal-names.ts';
import { translatedTexts } from './translated-texts.ts';

/** The texts. An element that shows callers must load them. */
export const callerTexts = translatedTexts(TEXTS.caller, { de: () => import('./german-caller-texts.ts') });

/** A caller in a sentence: `role Learner`. */
export const labCallerWords = (id: string): string => callerWords(id, callerTexts());
