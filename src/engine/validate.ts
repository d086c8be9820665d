/** Step 1: the input against its shape. All violations of a call go into one ValidationException, as AWS lists them. Source of the sentences: recorded answers. */
import { ENUMS, SHAPES, type Member, type Members } from '../model/shapes.ts';
import { KmsError } from '../model/errors.ts';
import type { InputOf, OperationName } from '../model/operations.ts';

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(`^(?:${source})$`, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The server's own pattern of key identifiers, which the public model lacks. Source: measured answers. */
const KEY_ID_PATTERN = String.raw`^\p{ASCII}+$`;
const KEY_ID_MEMBERS = new Set(['KeyId', 'SourceKeyId', 'DestinationKeyId', 'TargetKeyId']);

function wrongType(path: string, wanted: string): KmsError {
  return new KmsError('SerializationException', `${path}: expected ${wanted}.`);
}

function sizeOf(value: unknown, member: Member, path: string): number | undefined {
  switch (member.type) {
    case 'string':
      if (typeof value !== 'string') throw wrongType(path, 'a string');
      return [...value].length;
    case 'blob':
      if (!(value instanceof Uint8Array)) throw wrongType(path, 'a Uint8Array');
      return value.length;
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'a list');
      return value.length;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(path, 'an integer');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'true or false');
      return undefined;
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrongType(path, 'a Date');
      return undefined;
    default:
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(path, 'an object');
      return undefined;
  }
}

function checkMember(value: unknown, member: Member, path: string, name: string, found: string[]): void {
  // The type first: only of a string or a number is there a value to show.
  const size = sizeOf(value, member, path);
  const shows = (member.type === 'string' && !member.sensitive) || member.type === 'integer';
  const shown = shows ? `Value '${String(value)}'` : 'Value';
  const fail = (constraint: string): void => {
    found.push(`${shown} at '${path}' failed to satisfy constraint: ${constraint}`);
  };
  const measure = member.type === 'integer' ? 'value' : 'length';
  if (size !== undefined) {
    if (member.min !== undefined && size < member.min) fail(`Member must have ${measure} greater than or equal to ${member.min}`);
    if (member.max !== undefined && size > member.max) fail(`Member must have ${measure} less than or equal to ${member.max}`);
  }
  if (typeof value === 'string') {
    const pattern = member.pattern ?? (KEY_ID_MEMBERS.has(name) ? KEY_ID_PATTERN : undefined);
    if (pattern !== undefined && !patternOf(pattern).test(value)) fail(`Member must satisfy regular expression pattern: ${pattern}`);
    if (member.enum !== undefined && !(ENUMS[member.enum] as readonly string[]).includes(value)) {
      fail(`Member must satisfy enum value set: [${ENUMS[member.enum].join(', ')}]`);
    }
  } else if (member.item !== undefined) {
    const item = member.item;
    (value as readonly unknown[]).forEach((entry, index) => checkMember(entry, item, `${path}.${index + 1}.member`, '', found));
  } else if (member.members !== undefined) {
    checkMembers(value as Readonly<Record<string, unknown>>, member.members, `${path}.`, found);
  } else if (member.type === 'map') {
    for (const [key, entry] of Object.entries(value as object)) if (typeof entry !== 'string') throw wrongType(`${path}.${key}`, 'a string');
  }
}

function checkMembers(input: Readonly<Record<string, unknown>>, members: Members, prefix: string, found: string[]): void {
  for (const [name, member] of Object.entries(members)) {
    const path = prefix + lowerFirst(name);
    const value = input[name];
    if (value !== undefined && value !== null) checkMember(value, member, path, name, found);
    else if (member.required) {
      found.push(`${member.sensitive ? 'Value' : 'Value null'} at '${path}' failed to satisfy constraint: Member must not be null`);
    }
  }
}

type Structure = Readonly<Record<string, unknown>>;

/** `input` without the members that are null, at any depth: to AWS they are absent. The same object when there are none, as almost always. */
function withoutNulls(input: Structure, members: Members): Structure {
  let kept = input;
  for (const [name, value] of Object.entries(input)) {
    if (value === null) {
      const { [name]: _absent, ...rest } = kept;
      kept = rest;
    } else if (members[name]?.members !== undefined && value !== undefined) {
      const inner = withoutNulls(value as Structure, members[name].members);
      if (inner !== value) kept = { ...kept, [name]: inner };
    }
  }
  return kept;
}

/**
 * Checks `input` against the shape of `operation` and gives it back without the members that are null.
 * Throws ValidationException with every violation; SerializationException where a member has a type that the wire could not carry.
 */
export function validate<N extends OperationName>(operation: N, input: unknown): InputOf<N> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw wrongType('input', 'an object');
  const found: string[] = [];
  checkMembers(input as Structure, SHAPES[operation], '', found);
  if (found.length > 0) {
    throw new KmsError('ValidationException', `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`);
  }
  return withoutNulls(input as Structure, SHAPES[operation]) as InputOf<N>;
}
