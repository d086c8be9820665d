/** Copies an input, so that later changes by the caller have no effect. */

/** Greater than the depth of any KMS input. Also stops at cycles. */
const MAX_DEPTH = 16;

function copyAt(value: unknown, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`The input must not contain a ${typeof value}.`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new TypeError(`The input exceeds the maximum nesting depth of ${MAX_DEPTH}.`);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map((item) => copyAt(item, depth + 1));
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== null && proto !== Object.prototype && Object.prototype.toString.call(value) !== '[object Object]')
    return value;
  // Spreading defines members, so a member named __proto__ stays an ordinary member.
  const copied: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copied)) copied[name] = copyAt(copied[name], depth + 1);
  return copied;
}

/**
 * Deep-copies a KMS input. Typed arrays are copied, never detached; of a view only its own bytes are copied.
 * @throws {TypeError} for functions, symbols, and nesting deeper than 16 (cycles)
 */
export function copyInput<T>(input: T): T {
  return copyAt(input, 0) as T;
}
