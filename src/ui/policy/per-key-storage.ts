/** Stores one value per key in the storage of the browser. */

/** How values are stored. */
export interface Keeping<T> {
  /** The name of the item in the storage. */
  readonly place: string;
  /** Reads a stored value; undefined when it is not valid. */
  read(value: unknown): T | undefined;
  /** Maximum number of keys with a value; the oldest value is evicted first. Unlimited by default. */
  readonly most?: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values by key ARN. When the browser blocks its storage, nothing is stored. */
export class KeptByKey<T> {
  readonly #keeping: Keeping<T>;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;

  constructor(keeping: Keeping<T>, storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
    this.#keeping = keeping;
    this.#storage = storage;
  }

  #all(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(this.#storage?.getItem(this.#keeping.place) ?? '{}');
      return isObject(value) ? value : {};
    } catch {
      return {};
    }
  }

  /** The value of a key; undefined when it has no valid one. */
  of(keyArn: string): T | undefined {
    const all = this.#all();
    return Object.hasOwn(all, keyArn) ? this.#keeping.read(all[keyArn]) : undefined;
  }

  /** Stores the value of a key; undefined deletes it. Returns false when the browser did not store it. */
  keep(keyArn: string, value: T | undefined): boolean {
    const { place, most = Infinity } = this.#keeping;
    const { [keyArn]: before, ...others } = this.#all();
    if (value === undefined && before === undefined) return true;
    const entries = [...Object.entries(others), ...(value === undefined ? [] : [[keyArn, value] as const])];
    try {
      this.#storage?.setItem(
        place,
        JSON.stringify(Object.fromEntries(entries.slice(Math.max(0, entries.length - most)))),
      );
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }
}
