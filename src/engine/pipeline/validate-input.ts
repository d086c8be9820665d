/**
 * Step 1 of the request pipeline: validates the input against its shape. All violations are in one ValidationException,
 * as AWS lists them. The messages are recorded (test/engine/pipeline/validate-input.test.ts).
 */
import { ENUMS, SHAPES, type EnumName, type Member, type Members } from '../../model/shapes.ts';
import { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import { MAX_REQUEST_LENGTH } from '../../model/quotas.ts';

const patterns = new Map<string, RegExp>();

/** The white space of `\s` in the service's patterns, which are Java's: ASCII, unlike that of JavaScript. */
const JAVA_SPACE = String.raw` \t\n\v\f\r`;

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    // Every `\s` of the model is inside a character class.
    pattern = new RegExp(`^(?:${source.replaceAll(String.raw`\s`, JAVA_SPACE)})$`, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

/**
 * The service's own pattern of key identifiers, which the public model lacks. Measured
 * (test/conformance/errors.test.ts).
 */
const KEY_ID_PATTERN = String.raw`^\p{ASCII}+$`;
const KEY_ID_MEMBERS = new Set(['KeyId', 'SourceKeyId', 'DestinationKeyId', 'TargetKeyId']);

/**
 * Where the service's enums differ from those of the public model: the enum that a message lists instead, and a value
 * that passes and fails later, against the key. Measured (test/conformance/enums.test.ts).
 */
const LISTED_ENUM: Partial<Record<EnumName, EnumName>> = { DataKeySpec: 'KeySpec' };
const FURTHER_VALUE: Partial<Record<EnumName, string>> = { SigningAlgorithmSpec: 'SYMMETRIC_DEFAULT' };

/** AWS's name of a member in messages: in the spelling of its Java model, after the path of its parent. */
const pathOf = (prefix: string, name: string): string => prefix + name.charAt(0).toLowerCase() + name.slice(1);

function wrongType(path: string, wanted: string): KmsError {
  return new KmsError('SerializationException', `${path}: expected ${wanted}.`);
}

/**
 * Rejects a text with a lone surrogate. UTF-8 has no form for it: two such texts would be encoded to the same bytes,
 * and one encryption context would decrypt what another one encrypted.
 * @throws {KmsError} SerializationException
 */
function checkUnicode(text: string, path: string): void {
  if (!text.isWellFormed())
    throw new KmsError('SerializationException', `${path}: the text is not valid Unicode (an unpaired surrogate).`);
}

/**
 * Maximum number of violations in a message. AWS publishes no maximum. It keeps the answer to a long list of invalid
 * items at the size of the request.
 */
const MAX_VIOLATIONS = 100;

/** What the checks of one input have found so far. */
class Findings {
  readonly violations: string[] = [];
  #length = 0;

  get isFull(): boolean {
    return this.violations.length >= MAX_VIOLATIONS;
  }

  add(violation: string): void {
    if (!this.isFull) this.violations.push(violation);
  }

  /**
   * Counts the characters of a text or the items of a list. Bytes do not count: each blob has a smaller limit of its
   * own, and no message or event repeats it.
   * @throws {KmsError} RequestEntityTooLargeException
   */
  count(length: number): void {
    this.#length += length;
    if (this.#length <= MAX_REQUEST_LENGTH) return;
    const note = `The texts of the request are longer than ${MAX_REQUEST_LENGTH} characters together.`;
    throw new KmsError('RequestEntityTooLargeException', undefined, note);
  }
}

/** Counts characters as AWS does: code points. In a text without surrogates, that is the number of code units. */
const lengthOf = (text: string): number => (/[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length);

function sizeOf(value: unknown, member: Member, prefix: string, name: string): number | undefined {
  const wrong = (wanted: string): KmsError => wrongType(pathOf(prefix, name), wanted);
  switch (member.type) {
    case 'string':
      if (typeof value !== 'string') throw wrong('a string');
      checkUnicode(value, pathOf(prefix, name));
      return lengthOf(value);
    case 'blob':
      if (!(value instanceof Uint8Array)) throw wrong('a Uint8Array');
      return value.length;
    case 'list':
      if (!Array.isArray(value)) throw wrong('a list');
      return value.length;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong('an integer');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false');
      return undefined;
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrong('a Date');
      return undefined;
    default:
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('an object');
      return undefined;
  }
}

/**
 * Checks the member `name` of the structure at path `prefix`. Builds the path only for a violation: nearly every call
 * has none.
 */
function checkMember(value: unknown, member: Member, prefix: string, name: string, found: Findings): void {
  // The type first: only a string or number has a value to show.
  const size = sizeOf(value, member, prefix, name);
  if (typeof value === 'string' || Array.isArray(value)) found.count(value.length);
  const fail = (constraint: string): void => {
    const shows = (member.type === 'string' && !member.sensitive) || member.type === 'integer';
    const shown = shows ? `Value '${String(value)}'` : 'Value';
    found.add(`${shown} at '${pathOf(prefix, name)}' failed to satisfy constraint: ${constraint}`);
  };
  if (size !== undefined) {
    const measure = member.type === 'integer' ? 'value' : 'length';
    if (member.min !== undefined && size < member.min)
      fail(`Member must have ${measure} greater than or equal to ${member.min}`);
    if (member.max !== undefined && size > member.max)
      fail(`Member must have ${measure} less than or equal to ${member.max}`);
  }
  if (typeof value === 'string') {
    const pattern = member.pattern ?? (KEY_ID_MEMBERS.has(name) ? KEY_ID_PATTERN : undefined);
    if (pattern !== undefined && !patternOf(pattern).test(value))
      fail(`Member must satisfy regular expression pattern: ${pattern}`);
    const values = member.enum;
    if (values && value !== FURTHER_VALUE[values] && !(ENUMS[values] as readonly string[]).includes(value))
      fail(`Member must satisfy enum value set: [${ENUMS[LISTED_ENUM[values] ?? values].join(', ')}]`);
  } else if (member.item !== undefined) {
    const item = member.item;
    for (const [index, entry] of (value as readonly unknown[]).entries()) {
      if (found.isFull) return;
      checkMember(entry, item, `${pathOf(prefix, name)}.${index + 1}.`, 'member', found);
    }
  } else if (member.members !== undefined) {
    checkMembers(value as Readonly<Record<string, unknown>>, member.members, `${pathOf(prefix, name)}.`, found);
  } else if (member.type === 'map') {
    for (const [key, entry] of Object.entries(value as object)) {
      if (typeof entry !== 'string') throw wrongType(`${pathOf(prefix, name)}.${key}`, 'a string');
      found.count(key.length + entry.length);
      checkUnicode(key, pathOf(prefix, name));
      checkUnicode(entry, pathOf(prefix, name));
    }
  }
}

function checkMembers(
  input: Readonly<Record<string, unknown>>,
  members: Members,
  prefix: string,
  found: Findings,
): void {
  for (const name in members) {
    const member = members[name] as Member;
    const value = input[name];
    if (value !== undefined && value !== null) checkMember(value, member, prefix, name, found);
    else if (member.required) {
      found.add(
        `${member.sensitive ? 'Value' : 'Value null'} at '${pathOf(prefix, name)}' failed to satisfy constraint: Member must not be null`,
      );
    }
  }
}

type Structure = Readonly<Record<string, unknown>>;

/** Returns a member as the SDK serializes it. The same value if nothing has to be omitted. */
function serializedValue(value: unknown, member: Member): unknown {
  if (member.item !== undefined && Array.isArray(value)) {
    const { item } = member;
    // Array.from turns holes into undefined.
    const entries = Array.from(value as readonly unknown[]);
    const kept = entries
      .filter((entry) => entry !== undefined && entry !== null)
      .map((entry) => serializedValue(entry, item));
    return kept.length === entries.length && kept.every((entry, at) => entry === entries[at]) ? value : kept;
  }
  const isStructure = member.members !== undefined && typeof value === 'object' && value !== null;
  return isStructure && !Array.isArray(value) ? serialized(value as Structure, member.members ?? {}) : value;
}

/**
 * Returns `input` as the SDK serializes it: without unknown members, and without null and undefined in members and
 * arrays, at any depth. The same object if nothing has to be omitted, as almost always.
 */
function serialized(input: Structure, members: Members): Structure {
  const kept: Record<string, unknown> = {};
  let same = true;
  for (const name of Object.keys(input)) {
    const value = input[name];
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined || value === null) same = false;
    else {
      const inner = value === undefined ? value : serializedValue(value, member);
      same &&= inner === value;
      kept[name] = inner;
    }
  }
  return same ? input : kept;
}

/**
 * Validates `input` against the shape of `operation`, and returns it as the SDK would send it: without unknown members
 * and nulls.
 * @throws {KmsError} ValidationException with every violation, at most 100; SerializationException for a type that the
 *   protocol cannot carry; RequestEntityTooLargeException for more than a MiB of text
 */
export function validateInput<N extends OperationName>(operation: N, input: unknown): ValidInput<N> {
  return validateMembers(SHAPES[operation], input) as ValidInput<N>;
}

/** Validates `input` against the shape `members`, like `validateInput`. */
export function validateMembers(members: Members, input: unknown): Structure {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw wrongType('input', 'an object');
  const found = new Findings();
  const sent = serialized(input as Structure, members);
  checkMembers(sent, members, '', found);
  const { violations } = found;
  if (violations.length > 0) {
    throw new KmsError(
      'ValidationException',
      `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
    );
  }
  return sent;
}
