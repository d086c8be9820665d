/** JSON text with positions: the one place that knows the parser library. `JSON.parse` still decides what is JSON. */
import { createScanner, getLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** A value, or a member of an object (`property`, whose children are its name and its value), with its place in the text. */
export type JsonNode = Node;

/** Member names and list positions, from the top. */
export type JsonPath = readonly (string | number)[];

/** Where the cursor is: the path to it, whether it is where a member's name belongs, and the string or scalar around or before it. */
export interface JsonLocation {
  readonly path: JsonPath;
  readonly atName: boolean;
  readonly token?: { readonly type: string; readonly offset: number; readonly length: number };
}

/** What is wrong at a place of a text, as far as a comma would fix it. */
export interface JsonError {
  readonly offset: number;
  readonly length: number;
  /** `comma-missing`: a comma is missing before this place. `comma-extra`: nothing follows the comma before this place. */
  readonly kind: 'comma-missing' | 'comma-extra' | 'other';
}

const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

/** The tree of `text`, as far as it is JSON; undefined where there is no value, or where it is nested deeper than the stack allows. */
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

/** The first place at which `text` is not JSON; undefined where it is JSON. */
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

/** Where `offset` is in `text`, which need not be JSON yet. */
export function jsonLocation(text: string, offset: number): JsonLocation {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  return { path, atName: isAtPropertyKey, ...(previousNode === undefined ? {} : { token: previousNode }) };
}

/** The values of a list, or the members of an object (`property` nodes). */
export const childrenOf = (node: JsonNode | undefined): readonly JsonNode[] => node?.children ?? [];

/** The name and the value of a member. */
export function memberOf(property: JsonNode): { readonly name: string; readonly value: JsonNode | undefined } {
  const [name, value] = childrenOf(property);
  return { name: String(name?.value), value };
}

/** Tokens of the scanner. The library exports them as a const enum, which isolated modules cannot read. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6, string: 10, end: 17 };

/**
 * The path to the first member that its object has already; undefined where every object has each name once. `JSON.parse` keeps the last of them.
 * `text` must be JSON. Works token by token: no depth of nesting is too much.
 */
export function duplicateMember(text: string): JsonPath | undefined {
  const scanner = createScanner(text, true);
  /** The open objects (names so far) and lists (undefined), and the path to the value that is read. */
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
      if (names?.has(last)) return path;
      names?.add(last);
    } else if (token === TOKEN.comma && names === undefined) path[path.length - 1] = Number(path.at(-1)) + 1;
  }
  return undefined;
}
