/** Texts of the picture *multi-region-map* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './multi-region-map-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  none: 'Kein kundenverwalteter Schlüssel in dieser Region',
  types: { PRIMARY: 'Primärschlüssel', REPLICA: 'Replikatschlüssel', single: 'Single-Region-Schlüssel' },
  primaryIn: (region) => `Primärschlüssel in ${region}`,
  material: (number) => `Schlüsselmaterial ${count(number)}`,
  noMaterial: 'Kein Schlüsselmaterial',
  shared: (regions) => `dasselbe in ${countOf(regions, 'Region', 'Regionen')}`,
  noAlias: 'Hier kein Alias',
  own: 'Aliasse dieser Region',
  tags: (tags) => countOf(tags, 'Tag', 'Tags'),
  deleted: (key, when) => `${key}: gelöscht am ${when}`,
  crossings: 'Geheimtexte, die in eine andere Region kamen',
  noCrossing: 'Noch kein Geheimtext wurde in einer anderen Region entschlüsselt.',
  route: (from, to) => `${from} → ${to}`,
  opened: 'Entschlüsselt',
  refused: (error) => `Abgelehnt: ${error}`,
};
