/**
 * Immutable copies of records: gives the in-memory database the isolation that IndexedDB gets from structured cloning.
 */

/** A stored value. `read` returns it frozen, or a copy if part of it cannot be frozen. */
export interface FrozenClone<T> {
  read(): T;
}

/**
 * Copies `value` like structured cloning. CryptoKeys are shared, since they never change.
 * @throws DataCloneError for values that cannot be cloned
 */
export function createFrozenClone<T>(value: T): FrozenClone<T> {
  const copy = frozenCopy(value);
  return { read: isFrozen(copy) ? () => copy : () => frozenCopy(copy) };
}

function frozenCopy<T>(value: T): T {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
  if (typeof value !== 'object' || value === null || isCryptoKey(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T;
  if (!isPlain(value)) return structuredClone(value);
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, frozenCopy(member)])),
  ) as T;
}

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isCryptoKey(value)) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

function isCryptoKey(value: object): boolean {
  // Tested by tag: some test environments in Node hide the class.
  return Object.prototype.toString.call(value) === '[object CryptoKey]';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
