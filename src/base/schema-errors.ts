/** Turns the errors of a JSON Schema validator into places of the document, with what the schema expects there. */
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

/** A part of the schema, with the keywords that it uses. */
interface Part {
  readonly $defs?: Readonly<Record<string, Part>>;
  readonly $ref?: string;
  /** Of a part with a pattern or with alternatives: what is expected, as a noun phrase that begins with "A" or "An". */
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

const followReference = (part: Part | undefined, root: Part): Part | undefined =>
  part?.$ref === undefined ? part : memberOf(root.$defs, part.$ref.replace('#/$defs/', ''));

/** The part of the schema that one step from `part` leads to, if there is one. */
function stepInto(part: Part | undefined, step: string | number, root: Part): Part | undefined {
  if (part === undefined) return undefined;
  if (typeof step === 'number') return followReference(part.items, root);
  const alternative = part.anyOf?.find(({ properties }) => memberOf(properties, step) !== undefined);
  const other = part.additionalProperties === false ? undefined : part.additionalProperties;
  return followReference(memberOf((alternative ?? part).properties, step) ?? other, root);
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
function placeOf(location: string, document: unknown, root: Part): Place {
  let place: Place = { path: [], value: document, part: root, around: undefined };
  for (const token of location.split('/').slice(1)) {
    const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(place.value) ? Number(name) : name;
    place = {
      path: [...place.path, step],
      value: (place.value as Readonly<Record<string | number, unknown>> | undefined)?.[step],
      part: stepInto(place.part, step, root),
      around: place.part,
    };
  }
  return place;
}

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? TYPES.array : TYPES[typeof value as 'object' | 'string' | 'number'];

/** What the keywords of the schema say about a value. `description` is that of the part. */
const MESSAGES: Readonly<Record<string, (part: Part, value: unknown) => string>> = {
  type: ({ type = 'object' }, value) =>
    `The value must be ${TYPES[type]}${typeof value === 'boolean' || type === 'integer' ? '' : `, but it is ${typeOf(value)}`}.`,
  const: ({ const: expected }) => `The value must be ${JSON.stringify(expected)}.`,
  enum: ({ enum: values = [] }) => `The value must be one of ${listed(values)}.`,
  pattern: ({ description = '' }) => `The value must be ${lowerFirst(description)}`,
  anyOf: ({ description = '' }) => `The value must be ${lowerFirst(description)}`,
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

/** Keywords whose errors only say that a part is not valid. The part has an error of its own. */
const OUTER_KEYWORDS: ReadonlySet<string> = new Set(['properties', 'items', 'additionalProperties', '$ref']);

function sayMembers({ path, around }: Place): string {
  const names = Object.keys(around?.properties ?? {}).filter((name) => name !== '$schema');
  return `There is no member ${String(path.at(-1))} here. The members are ${names.join(', ')}.`;
}

/**
 * Returns the innermost places at which a document differs from its schema, each once.
 * @param schema a schema with definitions in `$defs` alone. Omitted: the messages are those of the validator
 */
export function placesOfErrors(
  errors: readonly SchemaError[],
  document: unknown,
  schema?: object,
): readonly ErrorPlace[] {
  const found = new Map<string, ErrorPlace>();
  for (const { instanceLocation, error, keyword } of errors) {
    const isUnknown = keyword === 'false';
    if (OUTER_KEYWORDS.has(keyword) || (!isUnknown && found.has(instanceLocation))) continue;
    const place = placeOf(instanceLocation, document, schema ?? {});
    const { path, part = {}, value } = place;
    const said = schema === undefined ? undefined : isUnknown ? sayMembers(place) : MESSAGES[keyword]?.(part, value);
    found.set(instanceLocation, { path, isUnknown, message: said ?? error.replace(/^Instance/, 'The value') });
  }
  return [...found.values()];
}
