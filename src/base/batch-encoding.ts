/**
 * Encodes a batch of same-shaped messages: shared values once, differing values per message. Structured clone visits
 * each object and string of a message, and calls sent at the same time are nearly equal.
 */

/**
 * Shape of a message: the positions of its leaves. A leaf is any value that is neither a plain object nor an array:
 * text, number, bytes.
 */
type Node =
  | { readonly is: 'leaf' }
  | { readonly is: 'list'; readonly nodes: readonly Node[] }
  | { readonly is: 'object'; readonly names: readonly string[]; readonly nodes: readonly Node[] };

/**
 * `count` messages of one shape: the first message, the indexes of the leaves that differ, and these leaves of each
 * message.
 */
export interface EncodedBatch {
  readonly count: number;
  readonly one: unknown;
  readonly differ: readonly number[];
  readonly rows: readonly unknown[];
}

type Plain = Record<string, unknown>;

const LEAF: Node = { is: 'leaf' };

/** Greater than the depth of any call. Deeper values are cloned whole. */
const MAX_DEPTH = 8;

function isPlain(value: object): value is Plain {
  const proto: unknown = Object.getPrototypeOf(value);
  // Assigning a member of this name would set the prototype.
  return (proto === Object.prototype || proto === null) && !Object.hasOwn(value, '__proto__');
}

/** Returns the shape of `value` and appends its leaves to `leaves`. */
function formOf(value: unknown, leaves: unknown[], depth = 0): Node {
  if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    if (Array.isArray(value)) return { is: 'list', nodes: value.map((entry) => formOf(entry, leaves, depth + 1)) };
    if (isPlain(value)) {
      const names = Object.keys(value);
      return { is: 'object', names, nodes: names.map((name) => formOf(value[name], leaves, depth + 1)) };
    }
  }
  leaves.push(value);
  return LEAF;
}

/** Whether `value` has the shape `form`. Appends its leaves to `leaves`. */
function fits(form: Node, value: unknown, leaves: unknown[]): boolean {
  if (form.is === 'leaf') {
    if (typeof value === 'object' && value !== null && (Array.isArray(value) || isPlain(value))) return false;
    leaves.push(value);
    return true;
  }
  if (typeof value !== 'object' || value === null) return false;
  const { nodes } = form;
  if (form.is === 'list') {
    return (
      Array.isArray(value) && value.length === nodes.length && nodes.every((node, at) => fits(node, value[at], leaves))
    );
  }
  if (Array.isArray(value) || !isPlain(value)) return false;
  let at = 0;
  for (const name in value) {
    if (name !== form.names[at] || !fits(nodes[at] as Node, value[name], leaves)) return false;
    at++;
  }
  return at === nodes.length;
}

/** Encodes messages of one shape. `leaves` holds `width` leaves of each message in turn. */
function alike(one: unknown, leaves: readonly unknown[], width: number): EncodedBatch {
  const count = width === 0 ? 1 : leaves.length / width;
  const differ: number[] = [];
  for (let at = 0; at < width && count > 1; at++) {
    const leaf = leaves[at];
    // Objects, such as bytes, are never shared: each message owns its own.
    let same = typeof leaf !== 'object' || leaf === null;
    for (let other = at + width; same && other < leaves.length; other += width) same = leaves[other] === leaf;
    if (!same) differ.push(at);
  }
  const rows: unknown[] = [];
  for (let start = 0; start < leaves.length; start += width) for (const at of differ) rows.push(leaves[start + at]);
  return { count, one, differ, rows };
}

/** Encodes messages, in order, as runs of the same shape. Copies nothing: the leaves are those of the messages. */
export function encodeBatch(messages: readonly unknown[]): EncodedBatch[] {
  if (messages.length === 1) return [{ count: 1, one: messages[0], differ: [], rows: [] }];
  const runs: EncodedBatch[] = [];
  for (let at = 0; at < messages.length;) {
    const one = messages[at++];
    const leaves: unknown[] = [];
    const form = formOf(one, leaves);
    const width = leaves.length;
    for (let more = width > 0; more && at < messages.length;) {
      const before = leaves.length;
      more = fits(form, messages[at], leaves);
      if (more) at++;
      else leaves.length = before;
    }
    runs.push(alike(one, leaves, width));
  }
  return runs;
}

/** Decodes the messages of `runs`, in order. No two messages share an object. */
export function decodeBatch(runs: readonly EncodedBatch[]): unknown[] {
  return runs.flatMap(messagesOf);
}

/** Decodes as `decodeBatch` does, but messages of a run share the objects in which they do not differ. */
export function decodeSharedBatch(runs: readonly EncodedBatch[]): unknown[] {
  return runs.flatMap(sharedMessagesOf);
}

function messagesOf({ count, one, differ, rows }: EncodedBatch): unknown[] {
  if (count === 1) return [one];
  const leaves: unknown[] = [];
  const form = formOf(one, leaves);
  let next = 0;
  const build = (node: Node): unknown => {
    if (node.is === 'leaf') return leaves[next++];
    if (node.is === 'list') return node.nodes.map(build);
    const made: Plain = {};
    for (let at = 0; at < node.names.length; at++) made[node.names[at] as string] = build(node.nodes[at] as Node);
    return made;
  };
  const messages: unknown[] = [];
  let row = 0;
  for (let number = 0; number < count; number++) {
    for (const at of differ) leaves[at] = rows[row++];
    next = 0;
    messages.push(build(form));
  }
  return messages;
}

/** A member of a message in which its run differs: a leaf, or a value with such leaves. */
interface Difference {
  readonly name: string | number;
  /** Index of the leaf in a row. Undefined: `inside` has the leaves. */
  readonly at?: number;
  readonly inside: readonly Difference[];
}

/** Returns the differences inside `node`. `placeOf`: index in a row of the next leaf; undefined if it is shared. */
function differencesIn(node: Node, placeOf: () => number | undefined): readonly Difference[] {
  if (node.is === 'leaf') return [];
  const found: Difference[] = [];
  for (const [index, child] of node.nodes.entries()) {
    const name = node.is === 'list' ? index : (node.names[index] as string);
    const at = child.is === 'leaf' ? placeOf() : undefined;
    const inside = differencesIn(child, placeOf);
    if (at !== undefined) found.push({ name, at, inside });
    else if (inside.length > 0) found.push({ name, inside });
  }
  return found;
}

/** Returns a copy of `value` with the leaves of the row that begins at `start`. */
function replaceLeaves(
  value: unknown,
  differences: readonly Difference[],
  rows: readonly unknown[],
  start: number,
): unknown {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Plain) }) as Plain;
  for (const { name, at, inside } of differences)
    copy[name] = at === undefined ? replaceLeaves(copy[name], inside, rows, start) : rows[start + at];
  return copy;
}

function sharedMessagesOf({ count, one, differ, rows }: EncodedBatch): unknown[] {
  const form = formOf(one, []);
  if (count === 1 || form.is === 'leaf') return messagesOf({ count, one, differ, rows });
  const places = new Map(differ.map((leaf, place) => [leaf, place]));
  let leaf = 0;
  const differences = differencesIn(form, () => places.get(leaf++));
  return Array.from({ length: count }, (_, row) => replaceLeaves(one, differences, rows, row * differ.length));
}
