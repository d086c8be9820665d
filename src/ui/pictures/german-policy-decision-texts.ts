/** Texts of the picture *policy-decision* in German. */
import type { TEXTS as ENGLISH } from './policy-decision-texts.ts';

export const TEXTS: typeof ENGLISH = {
  calls: 'Neueste Aufrufe, der neueste zuerst',
  none: 'Noch kein Aufruf mit einem Schlüssel. Über jeden Aufruf wird entschieden; sein Weg ist dann hier gezeichnet.',
  call: (operation, caller) => `${operation} durch ${caller}`,
  onKey: (key) => `mit ${key}`,
  allowed: 'Erlaubt',
  denied: 'Verweigert',
  allowedButFailed: (error) => `Erlaubt, dann gescheitert: ${error}`,
};
