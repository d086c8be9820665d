/** Finds where a document differs from the JSON Schema, and says what the schema expects there. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { problemsOfErrors } from '../base/schema-errors.ts';
import type { SeedProblem, SeedPath } from '../model/seed-document.ts';
import schema from '../model/seed-schema.json';

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

const notValid = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'not-valid', message });

/** Finds where a document differs from the schema: the innermost places, each once. */
export function findFormProblems(document: unknown): readonly SeedProblem[] {
  const { valid, errors } = validator.validate(document);
  if (valid) return [];
  const found = problemsOfErrors(schema, errors, document).map(({ path, message }) => notValid(path, message));
  return found.length > 0 ? found : [notValid([], 'The document is not valid.')];
}
