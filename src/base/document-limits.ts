/** Checks documents of strangers before anything else reads them: their size, their depth and what JSON cannot have. */

/** A place in a document. */
export type DocumentPath = readonly (string | number)[];

/** Maximum sizes of a document. */
export interface DocumentLimits {
  readonly depth: number;
  /** Number of values. */
  readonly values: number;
  /** Length of one text or of the name of a member. */
  readonly textLength: number;
  /** Length of all texts together. */
  readonly totalLength: number;
}

/** What a document must not have. */
export interface SizeProblem {
  readonly path: DocumentPath;
  readonly reason: 'not-valid' | 'too-large';
  readonly message: string;
}

/** Members that change the prototype of an object in careless code. No valid document has them. */
const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const notValid = (path: DocumentPath, message: string): SizeProblem => ({ path, reason: 'not-valid', message });
const tooLarge = (path: DocumentPath, message: string): SizeProblem => ({ path, reason: 'too-large', message });

/**
 * Finds the first value that JSON cannot have, or that is too large or too deep. Its work is bounded: a cycle ends at
 * the maximum depth.
 */
export function findSizeProblem(document: unknown, limits: DocumentLimits): SizeProblem | undefined {
  let values = 0;
  let length = 0;
  const visit = (value: unknown, path: DocumentPath): SizeProblem | undefined => {
    if (++values > limits.values) return tooLarge([], `The document has more than ${limits.values} values.`);
    if (path.length > limits.depth)
      return tooLarge(path, `The document is nested more than ${limits.depth} levels deep.`);
    if (typeof value === 'string') {
      length += value.length;
      if (value.length > limits.textLength)
        return tooLarge(path, `The text has ${value.length} characters. The maximum is ${limits.textLength}.`);
      return length > limits.totalLength
        ? tooLarge([], `The texts of the document have more than ${limits.totalLength} characters.`)
        : undefined;
    }
    if (value === null || typeof value === 'boolean') return undefined;
    if (typeof value === 'number')
      return Number.isFinite(value) ? undefined : notValid(path, 'The number is not finite.');
    if (typeof value !== 'object') return notValid(path, `A JSON document cannot contain a ${typeof value}.`);
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
      if (name.length > limits.textLength) return tooLarge(at, 'The name of the member is too long.');
      if (FORBIDDEN_MEMBERS.has(name)) return notValid(at, `A document must not have a member ${name}.`);
      const found = visit((value as Readonly<Record<string, unknown>>)[name], at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(document, []);
}
