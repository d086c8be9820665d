/**
 * The glossary, by ID. IDs are stable: labs and links use them. The first sentence of a text defines its term. `source`
 * is the documentation of what a text says about AWS; texts without one say what every textbook says.
 */
import { FIRST_TERMS } from './first-terms-texts.ts';
import type { GlossaryTerm } from './glossary-term.ts';
import { SECOND_TERMS } from './second-terms-texts.ts';

/** The terms. */
export const TERMS: Readonly<Record<string, GlossaryTerm>> = { ...FIRST_TERMS, ...SECOND_TERMS };
