/** Finds what no JSON document has, and what is too large to check further. */
import { MAX_SEED_DEPTH, type SeedProblem, type SeedPath } from '../model/seed-document.ts';

/** Maximum number of values in a document. */
const MAX_VALUES = 1_000_000;
/** Maximum length of one text: the size of a key policy. */
const MAX_TEXT_LENGTH = 32_768;
/** Maximum number of characters of all texts. */
const MAX_TOTAL_LENGTH = 64 * 1024 * 1024;

/** Members that change the prototype of an object in careless code. No valid document has them. */
const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const notValid = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'not-valid', message });
const tooLarge = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'too-large', message });

const MALFORMED = 'The text is not valid Unicode: it has an unpaired surrogate.';

/**
 * Finds the first value that JSON cannot have, or that is too large or too deep. Its work is bounded: a cycle ends at
 * the maximum depth.
 */
export function findSizeProblem(document: unknown): SeedProblem | undefined {
  let values = 0;
  let length = 0;
  const visit = (value: unknown, path: SeedPath): SeedProblem | undefined => {
    if (++values > MAX_VALUES) return tooLarge([], `The document has more than ${MAX_VALUES} values.`);
    if (path.length > MAX_SEED_DEPTH)
      return tooLarge(path, `The document is nested more than ${MAX_SEED_DEPTH} levels deep.`);
    if (typeof value === 'string') {
      length += value.length;
      if (value.length > MAX_TEXT_LENGTH)
        return tooLarge(path, `The text has ${value.length} characters. The maximum is ${MAX_TEXT_LENGTH}.`);
      if (!value.isWellFormed()) return notValid(path, MALFORMED);
      return length > MAX_TOTAL_LENGTH
        ? tooLarge([], `The texts of the document have more than ${MAX_TOTAL_LENGTH} characters.`)
        : undefined;
    }
    if (value === null || typeof value === 'boolean') return undefined;
    if (typeof value === 'number')
      return Number.isFinite(value) ? undefined : notValid(path, 'The number is not finite.');
    if (typeof value !== 'object') return notValid(path, `JSON has no value of the type ${typeof value}.`);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const found = visit(value[index], [...path, index]);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.prototype.toString.call(value) !== '[object Object]')
      return notValid(path, 'A JSON document contains only objects, arrays, texts, numbers, true, false and null.');
    for (const name of Object.keys(value)) {
      length += name.length;
      const at = [...path, name.slice(0, 256)];
      if (name.length > MAX_TEXT_LENGTH) return tooLarge(at, 'The name of the member is too long.');
      if (!name.isWellFormed()) return notValid(at, MALFORMED);
      if (FORBIDDEN_MEMBERS.has(name)) return notValid(at, `A document must not have a member ${name}.`);
      const found = visit((value as Readonly<Record<string, unknown>>)[name], at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(document, []);
}
