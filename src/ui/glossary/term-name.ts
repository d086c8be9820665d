import { plainText } from '../page/lab-markup.ts';
import { TERMS } from './glossary-terms.ts';

/** Returns the name of a term by its ID. A lab of a stranger can name one that the glossary does not have. */
export const termName = (id: string): string =>
  (Object.hasOwn(TERMS, id) ? TERMS[id]?.term : undefined) ?? plainText(id).replaceAll('-', ' ');
