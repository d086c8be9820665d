/** The texts of the page that records labs, in the language of labs. */
import { translatedTexts } from '../../page/translated-texts.ts';
import { TEXTS } from './record-lab-texts.ts';

export const recordLabWords = translatedTexts(TEXTS, { de: () => import('./german-record-lab-texts.ts') });
