/** Parses the text of a lab file, and says where it is not JSON. */
import { duplicateMembers, firstJsonError } from '../base/json-text.ts';
import { MAX_LAB_BYTES } from './lab-file-rules.ts';
import type { LabProblem } from './lab-problem.ts';

/** The document of a lab file. */
export interface ParsedLabText {
  /** Undefined if the text is too large or not JSON. */
  readonly document?: unknown;
  readonly problems: readonly LabProblem[];
}

/** Returns the problem of a lab that is larger than a lab file may be. Undefined: it is not. */
export function findFileSizeProblem(text: string): LabProblem | undefined {
  // A character has one byte or more.
  const isTooLarge = text.length > MAX_LAB_BYTES || new TextEncoder().encode(text).length > MAX_LAB_BYTES;
  const message = `The file of a lab has at most ${MAX_LAB_BYTES} bytes, and this one is larger.`;
  return isTooLarge ? { path: [], reason: 'too-large', message } : undefined;
}

/** Parses a text. A byte order mark is skipped. */
export function parseLabText(given: string): ParsedLabText {
  const size = findFileSizeProblem(given);
  if (size !== undefined) return { problems: [size] };
  const text = given.replace(/^\uFEFF/, '');
  const error = firstJsonError(text);
  if (error !== undefined) {
    const lines = text.slice(0, error.offset).split('\n');
    const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
    return { problems: [{ path: [], reason: 'not-json', message: `The text is not JSON: see ${place}.` }] };
  }
  const problems = duplicateMembers(text).map((path): LabProblem => {
    const message = `Two members have the name ${String(path.at(-1))}. Remove one of them: the last one alone counts.`;
    return { path, reason: 'duplicate', message };
  });
  return { document: JSON.parse(text) as unknown, problems };
}
