/** Texts of the picture *key-materials* in German. */
import { labFormat } from '../page/lab-format.ts';
import { dativeSpan } from './german-span-texts.ts';
import type { TEXTS as ENGLISH } from './key-materials-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  none: 'Es gibt noch keinen Schlüssel.',
  inside: 'In KMS: Schlüsselmaterialien',
  material: (number, total) => `Schlüsselmaterial ${count(number)} von ${count(total)}`,
  current: 'Aktuell',
  first: 'Mit dem Schlüssel erstellt',
  rotations: { AUTOMATIC: 'Automatische Rotation', ON_DEMAND: 'On-Demand-Rotation' },
  rotated: (type, when) => `${type} am ${when}`,
  next: (when, seconds) => `Nächste automatische Rotation am ${when}, in ${dativeSpan(seconds)}`,
  off: 'Die automatische Rotation ist aus.',
  byHand: (spec) =>
    `Ein Schlüssel mit der Spezifikation ${spec} hat ein Schlüsselmaterial. Ein neuer Schlüssel und dessen Alias ersetzen ihn.`,
  outside: 'Außerhalb: Geheimtexte unter jedem Material',
  noCiphertext: 'Noch kein Geheimtext',
  ciphertext: (sha, operation) => `${sha}, ${operation}`,
  plaintext: (bytes) => `${countOf(bytes, 'Byte', 'Byte')} Klartext`,
  opened: (times) => `${countOf(times, 'Mal', 'Mal')} entschlüsselt`,
  more: (ciphertexts) => countOf(ciphertexts, 'weiterer Geheimtext', 'weitere Geheimtexte'),
};
