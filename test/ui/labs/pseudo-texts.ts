/**
 * A pseudo-language: each text is longer by 40 % and has accents, and stays readable. What is shown without them did
 * not come from the texts of the lab. Code and links stay as they are.
 */
import type { LabTexts } from '../../../src/labs/lab.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ö',
  U: 'Ü',
};
const LONGER = 0.4;

/** Returns a text in the pseudo-language. */
export function pseudoText(text: string): string {
  const accented = text
    .split(/(`[^`]*`|\]\([^)]*\))/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[aeiouAEIOU]/g, (letter) => ACCENTED[letter] ?? letter),
    )
    .join('');
  return `${accented} ${'~'.repeat(Math.ceil(text.length * LONGER))}`.replace(/~{12}/g, '~~~~~~~~~~~ ');
}

function pseudo<T>(value: T): T {
  if (typeof value === 'string') return pseudoText(value) as T;
  if (Array.isArray(value)) return value.map(pseudo) as T;
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, pseudo(part)])) as T;
}

/** Returns texts in the pseudo-language. */
export const pseudoTexts = (texts: LabTexts): LabTexts => pseudo(texts);
