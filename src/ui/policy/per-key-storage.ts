/** What the page keeps of a key beside what KMS has of it: in the browser's own storage, one value for each key. */

/** How values are kept. */
export interface Keeping<T> {
  /** The name in the storage. */
  readonly place: string;
  /** Reads what was stored; undefined: nothing that can be used. */
  read(value: unknown): T | undefined;
  /** Of so many keys a value is kept; the one that was kept first goes. Not given: of all. */
  readonly most?: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values by the ARN of their key. Where the browser blocks its storage, nothing is kept. */
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

  /** The value of a key; undefined: none, or none that can be read. */
  of(keyArn: string): T | undefined {
    const all = this.#all();
    return Object.hasOwn(all, keyArn) ? this.#keeping.read(all[keyArn]) : undefined;
  }

  /** Keeps `value` as that of a key; undefined forgets it. False: the browser does not keep it. */
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
