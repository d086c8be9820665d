/** Turns the errors of a JSON Schema validator into places of the document, and says what the schema expects there. */
import type { DocumentPath } from './document-limits.ts';

/** An error of the validator. */
export interface SchemaError {
  /** JSON Pointer in a fragment: `#/keys/0/name`. */
  readonly instanceLocation: string;
  readonly keyword: string;
  readonly error: string;
}

/** Where a document differs from its schema, and how. */
export interface SchemaProblem {
  readonly path: DocumentPath;
  readonly message: string;
}

/** A part of a schema, with the keywords that the schemas of this project use. */
interface Part {
  readonly $ref?: string;
  /**
   * Of a part with a pattern or with alternatives: what is expected, as a noun phrase that begins with "A" or "An". Of
   * the version of a document: what other values mean, as a sentence.
   */
  readonly description?: string;
  readonly type?: keyof typeof TYPES;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | false;
  readonly items?: Part;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
  readonly $defs?: Readonly<Record<string, Part>>;
}

/** The types of JSON Schema, in words. */
const TYPES = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
};

const memberOf = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;

/** The part of the schema that one step from `part` leads to, if there is one. */
function stepInto(root: Part, part: Part | undefined, step: string | number): Part | undefined {
  const follow = (to: Part | undefined): Part | undefined =>
    to?.$ref === undefined ? to : memberOf(root.$defs, to.$ref.replace('#/$defs/', ''));
  if (part === undefined) return undefined;
  if (typeof step === 'number') return follow(part.items);
  const alternatives = [...(part.anyOf ?? []), ...(part.oneOf ?? [])].map(follow);
  const alternative = alternatives.find((each) => memberOf(each?.properties, step) !== undefined);
  const other = part.additionalProperties === false ? undefined : part.additionalProperties;
  return follow(memberOf((alternative ?? part).properties, step) ?? other);
}

/** A place in a document, with its value there and the part of the schema for it. */
interface Place {
  readonly path: DocumentPath;
  readonly value: unknown;
  readonly part: Part | undefined;
  /** The part of the schema around it. */
  readonly around: Part | undefined;
}

/** Returns the place that a JSON Pointer in a fragment, such as `#/keys/0/name`, names. */
function placeOf(root: Part, location: string, document: unknown): Place {
  let place: Place = { path: [], value: document, part: root, around: undefined };
  for (const token of location.split('/').slice(1)) {
    const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(place.value) ? Number(name) : name;
    place = {
      path: [...place.path, step],
      value: (place.value as Readonly<Record<string | number, unknown>> | undefined)?.[step],
      part: stepInto(root, place.part, step),
      around: place.part,
    };
  }
  return place;
}

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? TYPES.array : TYPES[typeof value as 'object' | 'string' | 'number'];

/** Longest text that a message repeats. */
const MAX_SHOWN = 40;

const shown = (value: unknown): string => {
  const text = typeof value === 'object' ? '' : JSON.stringify(value);
  return text === '' || text.length > MAX_SHOWN ? typeOf(value) : text;
};

/** What the keywords of the schema say about a value. `description` is that of the part. */
const MESSAGES: Readonly<Record<string, (part: Part, value: unknown) => string | undefined>> = {
  type: ({ type = 'object' }, value) =>
    `The value must be ${TYPES[type]}${typeof value === 'boolean' || type === 'integer' ? '' : `, but it is ${typeOf(value)}`}.`,
  const: ({ const: expected, description = '' }, value) =>
    `The value must be ${JSON.stringify(expected)}, but it is ${shown(value)}. ${description}`.trimEnd(),
  enum: ({ enum: values = [] }) => `The value must be one of ${listed(values)}.`,
  pattern: ({ description }) => description && `The value must be ${lowerFirst(description)}`,
  anyOf: ({ description }) => description && `The value must be ${lowerFirst(description)}`,
  oneOf: ({ description }) => description && `The value must be ${lowerFirst(description)}`,
  required: ({ required = [] }, value) =>
    `Members are missing here: ${required.filter((name) => !Object.hasOwn(value as object, name)).join(', ')}.`,
  minimum: ({ minimum }) => `The minimum is ${minimum}.`,
  maximum: ({ maximum }) => `The maximum is ${maximum}.`,
  minLength: ({ minLength }) => `The text must have ${minLength} or more characters.`,
  maxLength: ({ maxLength }) => `The text must have at most ${maxLength} characters.`,
  minItems: ({ minItems }) => `The list must have ${minItems} or more entries.`,
  maxItems: ({ maxItems }) => `The list must have at most ${maxItems} entries.`,
  maxProperties: ({ maxProperties }) => `The object must have at most ${maxProperties} members.`,
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** These keywords only say that a part is not valid; the part has an error of its own. */
const OUTER: ReadonlySet<string> = new Set(['properties', 'items', 'additionalProperties', '$ref']);

function unknownMember({ path, around }: Place): string {
  const names = Object.keys(around?.properties ?? {}).filter((name) => name !== '$schema');
  const known = names.length === 0 ? '' : ` The members are ${names.join(', ')}.`;
  return `There is no member ${String(path.at(-1))} here.${known}`;
}

/**
 * Returns the innermost places at which a document differs from its schema, each once. Of a document of another version
 * it returns that alone: what else differs belongs to that version.
 */
export function problemsOfErrors(
  schema: object,
  errors: readonly SchemaError[],
  document: unknown,
): readonly SchemaProblem[] {
  const found = new Map<string, SchemaProblem>();
  let ofVersion: SchemaProblem | undefined;
  for (const { instanceLocation, keyword, error } of errors) {
    if (OUTER.has(keyword) || (keyword !== 'false' && found.has(instanceLocation))) continue;
    const place = placeOf(schema, instanceLocation, document);
    const { path, part = {}, value } = place;
    // The words of the validator, where the schema has no better ones.
    const other = error.replace(/^Instance/, 'The value');
    const message = keyword === 'false' ? unknownMember(place) : (MESSAGES[keyword]?.(part, value) ?? other);
    found.set(instanceLocation, { path, message });
    if (keyword === 'const' && path.length === 1 && part.description !== undefined) ofVersion = { path, message };
  }
  return ofVersion !== undefined ? [ofVersion] : [...found.values()];
}
