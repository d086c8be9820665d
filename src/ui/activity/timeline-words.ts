/** The texts of the timeline in the language of labs, which draw it in a picture. The page Activity is in English. */
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './activity-texts.ts';

export const timelineWords = translatedTexts(TEXTS.timeline, { de: () => import('./german-timeline-texts.ts') });
