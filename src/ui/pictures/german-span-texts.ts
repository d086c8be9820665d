/** Durations of simulated time in German. German has two forms: of a subject or object, and of the dative. */
import { labFormat } from '../page/lab-format.ts';
import { spanIn } from './picture-times.ts';

const UNITS = {
  hour: ['Stunde', 'Stunden'],
  minute: ['Minute', 'Minuten'],
  second: ['Sekunde', 'Sekunden'],
} as const;

/** A duration as subject or object: `3 Tage`. */
export const span = spanIn(labFormat('de'), { day: ['Tag', 'Tage'], ...UNITS });

/** A duration in the dative, as after `in`, `vor` and `seit`: `3 Tagen`. */
export const dativeSpan = spanIn(labFormat('de'), { day: ['Tag', 'Tagen'], ...UNITS });
