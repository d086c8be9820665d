/** The texts of the labs in the language of labs. */
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './labs-texts.ts';

export const labsWords = translatedTexts(TEXTS, { de: () => import('./german-labs-texts.ts') });
