/** JSON text with positions: the one place that knows the parser library. `JSON.parse` still decides what is JSON. */
import { getLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

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

/** What is wrong at a place of a text, as far as a comma would mend it. */
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

/** The path to the first member that its object has already; undefined where every object has each name once. `JSON.parse` keeps the last of them. */
export function duplicateMember(node: JsonNode | undefined, path: JsonPath = []): JsonPath | undefined {
  if (node?.type === 'array')
    return firstOf(childrenOf(node), (item, index) => duplicateMember(item, [...path, index]));
  if (node?.type !== 'object') return undefined;
  const names = new Set<string>();
  return firstOf(childrenOf(node), (property) => {
    const { name, value } = memberOf(property);
    if (names.has(name)) return [...path, name];
    names.add(name);
    return duplicateMember(value, [...path, name]);
  });
}

function firstOf<T, R>(list: readonly T[], look: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of list.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
