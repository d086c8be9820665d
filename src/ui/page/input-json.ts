/** The input of an operation as JSON to type, and back: bytes stand as base64, times as ISO 8601, everything else as itself. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { SHAPES, type Member, type Members } from '../../model/shapes.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a text, and where. */
export class JsonFinding extends Error {
  /** 1 for the first; undefined where the text as a whole is meant. */
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

/** The object that `text` says. Throws JsonFinding, with the line, when it is no JSON, and when it is no object. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const line = placeOf(text, message);
    throw new JsonFinding(
      `${line === undefined ? '' : `Line ${line}: `}this is not JSON. ${message.replace(/( in JSON)? at position.*$/, '').replace(/^JSON\.parse: /, '')}.`,
      line,
    );
  }
  if (!isObject(value)) throw new JsonFinding('This has to be an object: { … }.');
  return value;
}

function read(value: unknown, member: Member | undefined, path: string): unknown {
  if (member === undefined || value === null || value === undefined) return value;
  if (member.type === 'blob') {
    if (typeof value !== 'string') throw new JsonFinding(`${path} holds bytes: write them as a base64 string.`);
    try {
      return fromBase64(value);
    } catch {
      throw new JsonFinding(`${path} is not base64.`);
    }
  }
  if (member.type === 'timestamp') {
    const date = new Date(typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN);
    if (Number.isNaN(date.getTime())) throw new JsonFinding(`${path} is no time: write it like 2026-01-31T12:00:00Z.`);
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

/** The input that `text` says. Throws JsonFinding; members of a wrong type go on to KMS, which says so itself. */
export function inputFrom<N extends OperationName>(operation: N, text: string): InputOf<N> {
  return readMembers(parseObject(text), SHAPES[operation], '');
}

function write(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  return value;
}

/** `input` as JSON, two spaces deep. */
export function jsonOf(input: object): string {
  return JSON.stringify(input, write, 2);
}

/** The input without what may not stand in an address: bytes and other sensitive members. */
export function publicPart<N extends OperationName>(operation: N, input: InputOf<N>): JsonObject {
  const shape = SHAPES[operation];
  const isPublic = ([name]: [string, unknown]): boolean => shape[name]?.type !== 'blob' && !shape[name]?.sensitive;
  return Object.fromEntries(Object.entries(input).filter(isPublic));
}
