/** What a caller hands over, as it is at the time of the call. */

/** Deeper than any input of KMS; a cycle ends here. */
const MAX_DEPTH = 16;

function copyAt(value: unknown, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`Strongroom: an input cannot hold a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new TypeError('Strongroom: an input is nested too deep');
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map((item) => copyAt(item, depth + 1));
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== null && proto !== Object.prototype && Object.prototype.toString.call(value) !== '[object Object]')
    return value;
  // Spreading defines members, so that a member called __proto__ stays a member, and can be assigned to like any other.
  const copied: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copied)) copied[name] = copyAt(copied[name], depth + 1);
  return copied;
}

/**
 * A copy of an input that a message may carry: the caller may change or transfer its own arrays at once, they are never detached, and of a small view
 * on a large buffer the view alone is copied. Throws TypeError on functions, symbols and cycles.
 */
export function copyInput<T>(input: T): T {
  return copyAt(input, 0) as T;
}
