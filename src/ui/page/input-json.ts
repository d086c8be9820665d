/**
 * Converts the input of an operation to JSON and back: bytes as base64, times as ISO 8601, everything else as itself.
 */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { TEXTS } from './input-json-texts.ts';
import { SHAPES, type Member, type Members } from '../../model/shapes.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An error in a JSON text, with its line. */
export class JsonFinding extends Error {
  /** Counts from 1; undefined when the error concerns the whole text. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.name = 'JsonFinding';
    this.line = line;
  }
}

function placeOf(text: string, message: string): number | undefined {
  const named = /line (\d+)/.exec(message);
  if (named) return Number(named[1]);
  const position = /position (\d+)/.exec(message);
  if (position) return text.slice(0, Number(position[1])).split('\n').length;
  return /end of (JSON|data)/i.test(message) ? text.split('\n').length : undefined;
}

/** Parses `text` as a JSON object. Throws JsonFinding, with the line where the browser tells it. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const line = placeOf(text, message);
    const reason = message.replace(/( in JSON)? at position.*$/, '').replace(/^JSON\.parse: /, '');
    throw new JsonFinding(line === undefined ? TEXTS.invalidJson(reason) : TEXTS.invalidJsonInLine(line, reason), line);
  }
  if (!isObject(value)) throw new JsonFinding(TEXTS.notAnObject);
  return value;
}

function read(value: unknown, member: Member | undefined, path: string): unknown {
  if (member === undefined || value === null || value === undefined) return value;
  if (member.type === 'blob') {
    if (typeof value !== 'string') throw new JsonFinding(TEXTS.notAString(path));
    try {
      return fromBase64(value);
    } catch {
      throw new JsonFinding(TEXTS.notBase64(path));
    }
  }
  if (member.type === 'timestamp') {
    const date = new Date(typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN);
    if (Number.isNaN(date.getTime())) throw new JsonFinding(TEXTS.notADate(path));
    return date;
  }
  if (member.item !== undefined && Array.isArray(value))
    return value.map((item, index) => read(item, member.item, `${path}[${index}]`));
  if (member.members !== undefined && isObject(value)) return readMembers(value, member.members, `${path}.`);
  return value;
}

function readMembers(value: JsonObject, members: Members, path: string): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, read(one, members[name], `${path}${name}`)]),
  );
}

/**
 * Parses `text` as the input of `operation`. Throws JsonFinding. Members of a wrong type are passed on: KMS rejects
 * them.
 */
export function inputFrom<N extends OperationName>(operation: N, text: string): InputOf<N> {
  return readMembers(parseObject(text), SHAPES[operation], '');
}

function write(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  return value;
}

/** `input` as JSON, indented by two spaces. */
export function jsonOf(input: object): string {
  return JSON.stringify(input, write, 2);
}

/** The input without the members that must not be in an address: bytes and other sensitive members. */
export function publicPart<N extends OperationName>(operation: N, input: InputOf<N>): JsonObject {
  const shape = SHAPES[operation];
  const isPublic = ([name]: [string, unknown]): boolean => shape[name]?.type !== 'blob' && !shape[name]?.sensitive;
  return Object.fromEntries(Object.entries(input).filter(isPublic));
}
