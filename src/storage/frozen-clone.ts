/** Records that nobody can change from outside: what IndexedDB's cloning gives, for a database in memory. */

/** A value that was stored: `read` gives it, frozen, or a copy where something in it cannot be frozen. */
export interface FrozenClone<T> {
  read(): T;
}

/** Copies `value` as structured cloning does, but for CryptoKeys, which never change. Throws DataCloneError for what cannot be cloned. */
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
  // By its tag: some test environments of Node hide the class.
  return Object.prototype.toString.call(value) === '[object CryptoKey]';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
