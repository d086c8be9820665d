/** Places in a policy's text, by the syntax tree of an editor that forgives what is not finished. Loaded with the editor. */
import { jsonLanguage } from '@codemirror/lang-json';
import type { SyntaxNode } from '@lezer/common';
import type { PolicyMend, PolicyPath } from '../../model/policy-check.ts';

/** A part of the text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A change of the text. */
export interface TextChange extends Range {
  readonly insert: string;
}

/** Where the cursor stands: in the name of a member of the object at `path`, or in the value at `path`. */
export interface Cursor {
  readonly kind: 'name' | 'value';
  readonly path: PolicyPath;
  /** What stands there, without its quotes; empty where nothing does yet. */
  readonly at: Range;
  /** Whether that is inside quotes. */
  readonly quoted: boolean;
}

const VALUES: ReadonlySet<string> = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

/** The tree of `text`; its top node. */
const treeOf = (text: string): SyntaxNode => jsonLanguage.parser.parse(text).topNode;

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

const valueIn = (node: SyntaxNode): SyntaxNode | undefined => children(node).find(({ name }) => VALUES.has(name));
const itemsOf = (array: SyntaxNode): SyntaxNode[] => children(array).filter(({ name }) => VALUES.has(name));
const nameOf = (property: SyntaxNode): SyntaxNode | null => property.getChild('PropertyName');

function unquoted(text: string, { from, to }: Range): string {
  const source = text.slice(from, to);
  try {
    return String(JSON.parse(source));
  } catch {
    return source.replace(/^"|"$/g, '');
  }
}

const propertyIn = (text: string, object: SyntaxNode, name: string): SyntaxNode | undefined =>
  object.getChildren('Property').find((property) => {
    const node = nameOf(property);
    return node !== null && unquoted(text, node) === name;
  });

/** The node at `path`: a property, or an item of a list. `whole` false: something on the way is not there, and the node is the last that is. */
function find(text: string, path: PolicyPath): { node: SyntaxNode | undefined; whole: boolean } {
  let node: SyntaxNode | undefined;
  let value = valueIn(treeOf(text));
  for (const step of path) {
    let next: SyntaxNode | undefined;
    if (typeof step === 'string') next = value?.name === 'Object' ? propertyIn(text, value, step) : undefined;
    // A scalar or an object stands for a list of one.
    else if (value?.name === 'Array') next = itemsOf(value)[step];
    else next = step === 0 ? node : undefined;
    if (next === undefined) return { node: node ?? value, whole: false };
    node = next;
    value = next.name === 'Property' ? valueIn(next) : next;
  }
  return { node: node ?? value, whole: value !== undefined };
}

/** What is marked for `path`: the name of a member, a scalar of a list, else the first bracket. Where there is nothing of the kind, what is nearest. */
export function placeOf(text: string, path: PolicyPath): Range {
  const { node } = find(text, path);
  if (node === undefined) return { from: 0, to: 0 };
  if (node.name === 'Property') {
    const name = nameOf(node) ?? node;
    return { from: name.from, to: name.to };
  }
  return { from: node.from, to: node.name === 'Object' || node.name === 'Array' ? node.from + 1 : node.to };
}

/** All of what stands at `path`, from its first character to its last; undefined where there is nothing. */
export function wholeOf(text: string, path: PolicyPath): Range | undefined {
  const { node, whole } = find(text, path);
  const value = node?.name === 'Property' ? valueIn(node) : node;
  return value && whole ? { from: value.from, to: value.to } : undefined;
}

/** The number of the line of `position`, from 1. */
export const lineOf = (text: string, position: number): number => text.slice(0, position).split('\n').length;

const indentAt = (text: string, position: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', position - 1) + 1))?.[0] ?? '';

/** `value` as JSON that begins at `position`: its lines are as deep as the line there. */
function jsonAt(text: string, position: number, value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indentAt(text, position)}`);
}

function removal(text: string, node: SyntaxNode): TextChange {
  const after = /^\s*,\s*/.exec(text.slice(node.to))?.[0].length ?? 0;
  if (after > 0) return { from: node.from, to: node.to + after, insert: '' };
  const before = /,\s*$/.exec(text.slice(0, node.from))?.[0].length ?? 0;
  return { from: node.from - before, to: node.to, insert: '' };
}

function addition(text: string, object: SyntaxNode, name: string, value: unknown): TextChange | undefined {
  if (object.name !== 'Object') return undefined;
  const last = object.getChildren('Property').at(-1);
  const at = last?.to ?? object.from + 1;
  const broken = last !== undefined && text.slice(object.from, last.from).includes('\n');
  const lead = broken ? `\n${indentAt(text, last.from)}` : last ? ' ' : '';
  return {
    from: at,
    to: at,
    insert: `${last ? ',' : ''}${lead}${JSON.stringify(name)}: ${jsonAt(text, last?.from ?? at, value)}`,
  };
}

/** The change of `text` that `mend` means; undefined where what it speaks of is not there any more. */
export function changeFor(text: string, mend: PolicyMend): TextChange | undefined {
  const { node, whole } = find(text, mend.path);
  if (!node || !whole) return undefined;
  const value = node.name === 'Property' ? valueIn(node) : node;
  switch (mend.kind) {
    case 'replace':
      return value && { from: value.from, to: value.to, insert: jsonAt(text, node.from, mend.value) };
    case 'rename': {
      const name = nameOf(node);
      return name ? { from: name.from, to: name.to, insert: JSON.stringify(mend.name) } : undefined;
    }
    case 'remove':
      return removal(text, node);
    case 'add':
      return value && addition(text, value, mend.name, mend.value);
  }
}

/** `text` after `change`. */
export const changed = (text: string, { from, to, insert }: TextChange): string =>
  text.slice(0, from) + insert + text.slice(to);

/** The first place at which `text` stops being JSON; undefined where it is JSON. */
export function firstError(text: string): Range | undefined {
  let found: Range | undefined;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && found === undefined) found = { from, to: Math.max(to, Math.min(from + 1, text.length)) };
      return found === undefined;
    },
  });
  return found;
}

/** The path to what holds `node`: the steps from the top down. */
function pathTo(text: string, node: SyntaxNode): PolicyPath {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === 'Property') {
      const name = nameOf(at);
      if (name) path.unshift(unquoted(text, name));
    } else if (at.parent?.name === 'Array' && VALUES.has(at.name)) {
      const { from } = at;
      path.unshift(itemsOf(at.parent).findIndex((item) => item.from === from));
    }
  }
  return path;
}

/** What could be written at `position`; undefined where nothing could. */
export function cursorAt(text: string, position: number): Cursor | undefined {
  const node = treeOf(text).resolveInner(position, -1);
  const inside = {
    from: node.from + 1,
    to: Math.max(node.from + 1, text[node.to - 1] === '"' ? node.to - 1 : node.to),
  };
  const within = position > node.from && position <= inside.to;
  const nothing = { from: position, to: position };
  if (node.name === 'PropertyName' && within && node.parent?.parent) {
    return { kind: 'name', path: pathTo(text, node.parent.parent), at: inside, quoted: true };
  }
  if (node.name === 'String' && within) return { kind: 'value', path: pathTo(text, node), at: inside, quoted: true };
  const before = text.slice(0, position).trimEnd().at(-1);
  const around = node.name === '⚠' && node.parent ? node.parent : node;
  const holder = VALUES.has(around.name) || around.name === 'Property' ? around : around.parent;
  if (!holder) return undefined;
  if (holder.name === 'Property' && before === ':')
    return { kind: 'value', path: pathTo(text, holder), at: nothing, quoted: false };
  if (holder.name === 'Object' && (before === '{' || before === ','))
    return { kind: 'name', path: pathTo(text, holder), at: nothing, quoted: false };
  if (holder.name === 'Array' && (before === '[' || before === ',')) {
    const index = itemsOf(holder).filter(({ to }) => to <= position).length;
    return { kind: 'value', path: [...pathTo(text, holder), index], at: nothing, quoted: false };
  }
  return undefined;
}
