/**
 * Parses JSON with positions. Only this file uses the parser library. `JSON.parse` still decides what is valid JSON.
 */
import { createScanner, getLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** A value with its position in the text, or a member of an object (`property`, with name and value as children). */
export type JsonNode = Node;

/** Member names and array indexes, from the root. */
export type JsonPath = readonly (string | number)[];

/** Position of the cursor: its path, whether a member name belongs there, and the string or scalar at or before it. */
export interface JsonLocation {
  readonly path: JsonPath;
  readonly atName: boolean;
  readonly token?: { readonly type: string; readonly offset: number; readonly length: number };
}

/** A syntax error, classified by whether a comma would fix it. */
export interface JsonError {
  readonly offset: number;
  readonly length: number;
  /**
   * `comma-missing`: a comma is missing before this position. `comma-extra`: nothing follows the comma before this
   * position.
   */
  readonly kind: 'comma-missing' | 'comma-extra' | 'other';
}

const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

/**
 * Parses as much of `text` as is valid JSON. Returns undefined if there is no value, or if the nesting exceeds the
 * stack.
 */
export function jsonTree(text: string): JsonNode | undefined {
  return treeWithErrors(text)?.tree;
}

function treeWithErrors(
  text: string,
): { readonly tree: JsonNode | undefined; readonly errors: ParseError[] } | undefined {
  const errors: ParseError[] = [];
  try {
    return { tree: parseTree(text, errors, STRICT), errors };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns the first syntax error, or undefined for valid JSON. */
export function firstJsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const found = treeWithErrors(text)?.errors.toSorted((one, other) => one.offset - other.offset)[0];
    if (found === undefined) return { offset: text.length, length: 0, kind: 'other' };
    const { error, offset, length } = found;
    const follows = text.slice(0, offset).trimEnd().endsWith(',');
    const code = printParseErrorCode(error);
    const extra = code === 'PropertyNameExpected' || code === 'ValueExpected';
    const kind = code === 'CommaExpected' ? 'comma-missing' : extra && follows ? 'comma-extra' : 'other';
    return { offset, length, kind };
  }
}

/** Locates `offset` in `text`, which need not be valid JSON. */
export function jsonLocation(text: string, offset: number): JsonLocation {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  return { path, atName: isAtPropertyKey, ...(previousNode === undefined ? {} : { token: previousNode }) };
}

/** The elements of an array, or the members of an object (`property` nodes). */
export const childrenOf = (node: JsonNode | undefined): readonly JsonNode[] => node?.children ?? [];

/** Returns the name and the value of a member. */
export function memberOf(property: JsonNode): { readonly name: string; readonly value: JsonNode | undefined } {
  const [name, value] = childrenOf(property);
  return { name: String(name?.value), value };
}

/** Token numbers of the scanner. The library exports them as a const enum, which isolated modules cannot read. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6, string: 10, end: 17 };

/**
 * Returns the paths to the duplicate members of objects. `JSON.parse` keeps the last of several. `text` must be valid
 * JSON. Reads token by token, so nesting depth is not limited.
 */
export function duplicateMembers(text: string): readonly JsonPath[] {
  const found: JsonPath[] = [];
  const scanner = createScanner(text, true);
  /** The open objects (names so far) and arrays (undefined), and the path to the current value. */
  const open: (Set<string> | undefined)[] = [];
  const path: (string | number)[] = [];
  let last = '';
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    const names = open.at(-1);
    if (token === TOKEN.string) last = scanner.getTokenValue();
    else if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      open.push(token === TOKEN.openBrace ? new Set() : undefined);
      path.push(token === TOKEN.openBrace ? '' : 0);
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      open.pop();
      path.pop();
    } else if (token === TOKEN.colon) {
      path[path.length - 1] = last;
      if (names?.has(last)) found.push([...path]);
      names?.add(last);
    } else if (token === TOKEN.comma && names === undefined) path[path.length - 1] = Number(path.at(-1)) + 1;
  }
  return found;
}
