import type { GlossaryTerm } from './glossary-term.ts';
import { TERMS } from './glossary-terms.ts';

/** A term with its ID. */
export interface GlossaryEntry extends GlossaryTerm {
  readonly id: string;
}

/** All terms, in alphabetical order. */
export const ENTRIES: readonly GlossaryEntry[] = Object.entries(TERMS)
  .map(([id, term]) => ({ id, ...term }))
  .sort((a, b) => a.term.localeCompare(b.term, 'en'));

/** The terms that contain every word of `text`, those first whose name does. */
export function searchTerms(text: string): readonly GlossaryEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hasAll = (where: string) => words.every((word) => where.toLowerCase().includes(word));
  const found = ENTRIES.filter(({ id, term, text: says, correction }) =>
    hasAll([id, term, says, correction?.wrong, correction?.right].join(' ')),
  );
  const isNamed = ({ id, term }: GlossaryEntry) => hasAll(`${id} ${term}`);
  return [...found.filter(isNamed), ...found.filter((entry) => !isNamed(entry))];
}
