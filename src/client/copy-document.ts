/** Copies a seed document, so that later changes by the caller have no effect. */
import { MAX_SEED_DEPTH, type SeedPath, type SeedProblem } from '../model/seed-document.ts';
import { SeedError } from './seed-error.ts';

function refuse(path: SeedPath, reason: SeedProblem['reason'], message: string): never {
  throw new SeedError([{ path, reason, message }]);
}

function copyAt(value: unknown, path: SeedPath): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    return refuse(path, 'not-valid', `JSON has no value of the type ${typeof value}.`);
  if (typeof value !== 'object' || value === null) return value;
  // Ends at cycles too.
  if (path.length > MAX_SEED_DEPTH)
    return refuse(path, 'too-large', `The document is nested more than ${MAX_SEED_DEPTH} levels deep.`);
  if (Array.isArray(value)) return Array.from(value, (item, index) => copyAt(item, [...path, index]));
  if (Object.prototype.toString.call(value) !== '[object Object]')
    return refuse(
      path,
      'not-valid',
      'A JSON document contains only objects, arrays, texts, numbers, true, false and null.',
    );
  // Entries become members of their own, also one named __proto__.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, copyAt(member, [...path, name])]),
  );
}

/**
 * Copies a document as JSON does: a member that is undefined is omitted.
 * @throws {SeedError} for what is no object, has values that JSON does not have, or is nested too deeply
 */
export function copyDocument(document: unknown): object {
  if (Object.prototype.toString.call(document) !== '[object Object]')
    refuse([], 'not-valid', 'A seed document must be an object.');
  try {
    return copyAt(document, []) as object;
  } catch (error) {
    if (error instanceof SeedError) throw error;
    return refuse(
      [],
      'not-valid',
      `The document cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
