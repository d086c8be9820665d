/** Locates the elements of a policy in its text, which can be unfinished JSON. Loaded with the editor. */
import { childrenOf, jsonLocation, jsonTree, memberOf, type JsonNode } from '../../base/json-text.ts';
import type { PolicyEdit, PolicyPath } from '../../model/policy-check.ts';

/** A part of the text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A change of the text. */
export interface TextChange extends Range {
  readonly insert: string;
}

/** The place of the cursor: the name of a member of the object at `path`, or the value at `path`. */
export interface Cursor {
  readonly kind: 'name' | 'value';
  readonly path: PolicyPath;
  /** The name or value without its quotes; an empty range before anything is typed. */
  readonly at: Range;
  /** Whether the range is inside quotes. */
  readonly quoted: boolean;
}

const rangeOf = ({ offset, length }: Pick<JsonNode, 'offset' | 'length'>): Range => ({
  from: offset,
  to: offset + length,
});

/** The value of a member, or the node itself if it is a value. */
const valueOf = (node: JsonNode | undefined): JsonNode | undefined =>
  node?.type === 'property' ? memberOf(node).value : node;

/**
 * The node at `path`: a property or an item of a list. Where the path does not exist, `whole` is false and the node is
 * the last one found.
 */
function find(text: string, path: PolicyPath): { node: JsonNode | undefined; whole: boolean } {
  let node = jsonTree(text);
  for (const step of path) {
    const value = valueOf(node);
    let next: JsonNode | undefined;
    if (typeof step === 'string')
      next = value?.type === 'object' ? childrenOf(value).find((one) => memberOf(one).name === step) : undefined;
    // A policy can have a scalar or an object in place of a list of one.
    else if (value?.type === 'array') next = childrenOf(value)[step];
    else next = step === 0 ? node : undefined;
    if (next === undefined) return { node, whole: false };
    node = next;
  }
  return { node, whole: valueOf(node) !== undefined };
}

/**
 * The range to mark for `path`: the name of a member, a scalar of a list, or the opening bracket of an item. Where the
 * path does not exist, the range of its last existing ancestor.
 */
export function placeOf(text: string, path: PolicyPath): Range {
  const { node } = find(text, path);
  if (node === undefined) return { from: 0, to: 0 };
  const marked = node.type === 'property' ? (childrenOf(node)[0] ?? node) : node;
  const { from, to } = rangeOf(marked);
  return { from, to: marked.type === 'object' || marked.type === 'array' ? from + 1 : to };
}

/** The range of the whole value at `path`; undefined where it does not exist. */
export function wholeOf(text: string, path: PolicyPath): Range | undefined {
  const { node, whole } = find(text, path);
  const value = valueOf(node);
  return value && whole ? rangeOf(value) : undefined;
}

/** The number of the line of `position`, from 1. */
export const lineOf = (text: string, position: number): number => text.slice(0, position).split('\n').length;

const indentAt = (text: string, position: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', position - 1) + 1))?.[0] ?? '';

/** `value` as JSON, indented like the line of `position`. */
function jsonAt(text: string, position: number, value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indentAt(text, position)}`);
}

function removal(text: string, { from, to }: Range): TextChange {
  const after = /^\s*,\s*/.exec(text.slice(to))?.[0].length ?? 0;
  if (after > 0) return { from, to: to + after, insert: '' };
  const before = /,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  return { from: from - before, to, insert: '' };
}

function addition(text: string, object: JsonNode, name: string, value: unknown): TextChange | undefined {
  if (object.type !== 'object') return undefined;
  const member = childrenOf(object).at(-1);
  const last = member && rangeOf(member);
  const at = last?.to ?? object.offset + 1;
  const broken = last !== undefined && text.slice(object.offset, last.from).includes('\n');
  const lead = broken ? `\n${indentAt(text, last.from)}` : last ? ' ' : '';
  return {
    from: at,
    to: at,
    insert: `${last ? ',' : ''}${lead}${JSON.stringify(name)}: ${jsonAt(text, last?.from ?? at, value)}`,
  };
}

/** The text change of the fix `mend`; undefined where its path no longer exists. */
export function changeFor(text: string, mend: PolicyEdit): TextChange | undefined {
  const { node, whole } = find(text, mend.path);
  const value = valueOf(node);
  if (!node || !value || !whole) return undefined;
  switch (mend.kind) {
    case 'replace':
      return { ...rangeOf(value), insert: jsonAt(text, node.offset, mend.value) };
    case 'rename': {
      const [name] = node.type === 'property' ? childrenOf(node) : [];
      return name && { ...rangeOf(name), insert: JSON.stringify(mend.name) };
    }
    case 'remove':
      return removal(text, rangeOf(node));
    case 'add':
      return addition(text, value, mend.name, mend.value);
  }
}

/** `text` after `change`. */
export const changed = (text: string, { from, to, insert }: TextChange): string =>
  text.slice(0, from) + insert + text.slice(to);

/** The place of the cursor at `position`; undefined where no name and no value can be typed. */
export function cursorAt(text: string, position: number): Cursor | undefined {
  const { path, atName, token } = jsonLocation(text, position);
  const kind = atName ? 'name' : 'value';
  const holder = atName ? path.slice(0, -1) : path;
  if (token?.type === 'property' || token?.type === 'string') {
    const { from, to } = rangeOf(token);
    const end = token.length > 1 && text[to - 1] === '"' ? to - 1 : to;
    if (position > from && position <= end)
      return { kind, path: holder, at: { from: from + 1, to: end }, quoted: true };
  }
  const before = text.slice(0, position).trimEnd().at(-1);
  const begins = atName ? before === '{' || before === ',' : before === ':' || before === '[' || before === ',';
  return begins ? { kind, path: holder, at: { from: position, to: position }, quoted: false } : undefined;
}
