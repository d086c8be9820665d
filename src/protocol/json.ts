/**
 * AWS JSON 1.1: parses bodies to typed inputs by the table of shapes, and serializes typed outputs. Checks only JSON
 * types; the engine validates lengths, patterns and required members. Wire form as in the Smithy specification of
 * awsJson1_1: blobs as base64, timestamps in epoch seconds.
 */
import { fromBase64, toBase64 } from '../base/base64.ts';
import { KmsError } from '../model/errors.ts';
import type { InputOf, OperationName, OutputOf } from '../model/operations.ts';
import { SHAPES, type Member, type Members } from '../model/shapes.ts';

type Decoder = (value: unknown, member: Member, at: string) => unknown;

/**
 * Operations whose empty output AWS sends as `{}`; operations without output send no body. Source:
 * `@aws-sdk/client-kms` (output structures without members).
 */
const EMPTY_OBJECT: ReadonlySet<OperationName> = new Set<OperationName>([
  'ConnectCustomKeyStore',
  'DeleteCustomKeyStore',
  'DisconnectCustomKeyStore',
  'UpdateCustomKeyStore',
]);

function found(value: unknown): string {
  if (value === null) return 'NULL_VALUE';
  if (Array.isArray(value)) return 'Start of list';
  if (typeof value === 'object') return 'Start of structure or map';
  return typeof value === 'boolean' ? `${value}_VALUE`.toUpperCase() : `${typeof value}_VALUE`.toUpperCase();
}

function wrong(value: unknown, wanted: string, at: string): KmsError {
  return new KmsError(
    'SerializationException',
    `${at}: ${found(value)} cannot be converted to ${wanted.startsWith('I') ? 'an' : 'a'} ${wanted}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads only own members, and defines rather than assigns: `__proto__` is an ordinary name. */
function mapValues(
  value: Record<string, unknown>,
  decode: (member: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decode(member, name)]));
}

const decodeString: Decoder = (value, _member, at) => {
  if (typeof value !== 'string') throw wrong(value, 'String', at);
  return value;
};

const DECODERS: Readonly<Record<Member['type'], Decoder>> = {
  string: decodeString,
  blob(value, _member, at) {
    if (typeof value !== 'string') throw wrong(value, 'Blob', at);
    try {
      return fromBase64(value);
    } catch {
      throw new KmsError('SerializationException', `${at}: the value is not valid base64`);
    }
  },
  integer(value, _member, at) {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(value, 'Integer', at);
    return value;
  },
  boolean(value, _member, at) {
    if (typeof value !== 'boolean') throw wrong(value, 'Boolean', at);
    return value;
  },
  timestamp(value, _member, at) {
    const date = new Date(typeof value === 'number' ? Math.round(value * 1000) : NaN);
    if (Number.isNaN(date.getTime())) throw wrong(value, 'Timestamp', at);
    return date;
  },
  list(value, { item }, at) {
    if (!Array.isArray(value)) throw wrong(value, 'List', at);
    const shape = item ?? { type: 'string' };
    return value.map((entry, index) => DECODERS[shape.type](entry, shape, `${at}[${index}]`));
  },
  map(value, _member, at) {
    if (!isObject(value)) throw wrong(value, 'Map', at);
    return mapValues(value, (entry, name) => decodeString(entry, { type: 'string' }, `${at}.${name}`));
  },
  structure(value, { members = {} }, at) {
    if (!isObject(value)) throw wrong(value, 'Structure', at);
    return decodeMembers(value, members, `${at}.`);
  },
};

/** Reads the members of a structure, by their shapes. `prefix`: path of the structure in error texts. */
export function decodeMembers(
  value: Record<string, unknown>,
  members: Members,
  prefix: string,
): Record<string, unknown> {
  const decoded: [string, unknown][] = [];
  for (const [name, member] of Object.entries(members)) {
    // A null member counts as absent. Unknown members are ignored.
    const given = Object.hasOwn(value, name) ? value[name] : null;
    if (given !== null) decoded.push([name, DECODERS[member.type](given, member, prefix + name)]);
  }
  return Object.fromEntries(decoded);
}

/**
 * Parses a body to a JSON object.
 * @throws SerializationException if it is not one
 */
export function parseBody(body: string): Record<string, unknown> {
  // A lone surrogate has no UTF-8 form, so this text is not what was signed and sent.
  if (!body.isWellFormed()) throw new KmsError('SerializationException', 'The body is not valid UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new KmsError('SerializationException', 'The body is not valid JSON');
  }
  if (!isObject(value)) throw new KmsError('SerializationException', 'The body is not a JSON object');
  return value;
}

/**
 * Returns the operation that `X-Amz-Target` names.
 * @throws UnknownOperationException
 */
export function operationOf(target: string | undefined): OperationName {
  const [, name] = /^TrentService\.(\w+)$/.exec(target ?? '') ?? [];
  if (name === undefined || !Object.hasOwn(SHAPES, name)) throw new KmsError('UnknownOperationException');
  return name as OperationName;
}

/**
 * Converts a parsed body to a typed input.
 * @throws SerializationException for a wrong JSON type or invalid base64
 */
export function decodeInput<N extends OperationName>(operation: N, value: Record<string, unknown>): InputOf<N> {
  return decodeMembers(value, SHAPES[operation], '');
}

/** Converts a value of an output to its JSON form. */
export function encodeValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(encodeValue);
  return isObject(value) ? mapValues(value, encodeValue) : value;
}

/** Serializes an output. Empty if the operation has none. */
export function encodeOutput<N extends OperationName>(operation: N, output: OutputOf<N> | undefined): string {
  const members = output ?? {};
  return Object.keys(members).length > 0 || EMPTY_OBJECT.has(operation) ? JSON.stringify(encodeValue(members)) : '';
}
