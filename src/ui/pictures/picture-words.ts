/** The texts that pictures share, and values in pictures, in the language of labs. */
import { labFormat, type LabFormat } from '../page/lab-format.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './pictures-texts.ts';

/** The texts. Every picture loads them. */
export const pictureWords = translatedTexts(TEXTS, { de: () => import('./german-pictures-texts.ts') });

/** The formats of the language in which the texts are. */
const format = (): LabFormat => labFormat(pictureWords.language());

/** Date and time in the time zone of the device. */
export const moment = (value: Date | number): string => format().moment(value);

/** The date alone. */
export const day = (value: Date | number): string => format().day(value);

/** `1 byte`, `4,096 bytes`. */
export const bytesExactly = (value: number): string => pictureWords().bytes(value);

/** A key state: `Pending deletion`. */
export const stateWords = (state: string): string => pictureWords().state(state);
