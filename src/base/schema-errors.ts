/** Turns the errors of a JSON Schema validator into places of the document. */
import type { DocumentPath } from './document-limits.ts';

/** An error of the validator. */
export interface SchemaError {
  /** JSON Pointer in a fragment: `#/keys/0/name`. */
  readonly instanceLocation: string;
  readonly keyword: string;
  readonly error: string;
}

/** Where a document differs from its schema. */
export interface ErrorPlace {
  readonly path: DocumentPath;
  /** Whether the schema has no such member. */
  readonly isUnknown: boolean;
  readonly message: string;
}

/** The place that a JSON Pointer in a fragment names. */
function pathOf(location: string, document: unknown): DocumentPath {
  let value = document;
  return location
    .split('/')
    .slice(1)
    .map((part) => {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(name) : name;
      value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[step];
      return step;
    });
}

/** Keywords whose errors only say that a part is not valid. The part has an error of its own. */
const OUTER_KEYWORDS: ReadonlySet<string> = new Set(['properties', 'items', 'additionalProperties', '$ref']);

/** Returns the innermost places at which a document differs from its schema, each once. */
export function placesOfErrors(errors: readonly SchemaError[], document: unknown): readonly ErrorPlace[] {
  const found = new Map<string, ErrorPlace>();
  for (const { instanceLocation, error, keyword } of errors) {
    if (OUTER_KEYWORDS.has(keyword)) continue;
    const path = pathOf(instanceLocation, document);
    const isUnknown = keyword === 'false';
    if (isUnknown || !found.has(instanceLocation))
      found.set(instanceLocation, { path, isUnknown, message: error.replace(/^Instance/, 'The value') });
  }
  return [...found.values()];
}
