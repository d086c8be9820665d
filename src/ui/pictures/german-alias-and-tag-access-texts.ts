/** Texts of the picture *alias-and-tag-access* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './alias-and-tag-access-texts.ts';

const { countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  policies: 'Was Richtlinien prüfen',
  keys: 'Schlüssel, ihre Aliasse und Tags',
  noKey: 'Noch kein Schlüssel.',
  noPrincipal: 'Noch kein anderer Prinzipal.',
  further: (keys) => `${countOf(keys, 'weiterer Schlüssel', 'weitere Schlüssel')}, nicht gezeichnet`,
  noTest: (principal) => `${principal}: Keine Richtlinie prüft Tags oder Aliasse.`,
  test: (principal, effect, operator, key, values) =>
    `${principal}: ${effect}, wenn ${key} zu ${values} passt (${operator})`,
  noAlias: 'Kein Alias',
  movedFrom: (key) => `vorher an ${key}`,
  movedAway: (alias) => `${alias} war vorher hier`,
  tag: (name, value) => `${name} = ${value}`,
  noTag: 'Kein Tag',
  usedThrough: (alias, calls) => `Encrypt über ${alias}: ${countOf(calls, 'Aufruf', 'Aufrufe')}`,
  may: (operation) => `darf ${operation}`,
  mayNot: (operation) => `darf ${operation} nicht`,
};
