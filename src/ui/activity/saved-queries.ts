/** Named queries of the Activity page, stored in this browser, per sandbox. */

/** One query: its name, and the filters as in the address. */
export interface SavedQuery {
  readonly name: string;
  readonly filters: string;
}

/** Name of the item in localStorage: an object with a list of queries per sandbox. */
const ITEM = 'strongroom.saved-queries';

/** A query without a name would have a link without a text. */
const isQuery = (value: unknown): value is SavedQuery => {
  const { name, filters } = (value as Partial<SavedQuery> | null) ?? {};
  return typeof name === 'string' && name.trim() !== '' && typeof filters === 'string';
};

/** The saved queries of one sandbox. What the storage contains in another form is left out. */
export class SavedQueries {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  readonly #sandbox: string;

  /** `storage` undefined: nothing is stored. `sandbox` is its ID. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined, sandbox: string) {
    this.#storage = storage;
    this.#sandbox = sandbox;
  }

  #all(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(this.#storage?.getItem(ITEM) ?? '{}');
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : {};
    } catch {
      return {};
    }
  }

  /** The queries, by name. */
  list(): readonly SavedQuery[] {
    const all = this.#all();
    const queries = Object.hasOwn(all, this.#sandbox) ? all[this.#sandbox] : [];
    return Array.isArray(queries) ? queries.filter(isQuery).toSorted((a, b) => a.name.localeCompare(b.name)) : [];
  }

  /** Saves a query; one of the same name is replaced. Returns false when the browser did not store it. */
  save(query: SavedQuery): boolean {
    return this.#write([...this.list().filter(({ name }) => name !== query.name), query]);
  }

  /** Renames a query; another one of the new name is replaced. Returns false when the browser did not store it. */
  rename(from: string, to: string): boolean {
    const renamed = this.list()
      .filter(({ name }) => name !== to || name === from)
      .map((query) => (query.name === from ? { ...query, name: to } : query));
    return this.#write(renamed);
  }

  /** Deletes a query. Returns false when the browser did not store it. */
  delete(name: string): boolean {
    return this.#write(this.list().filter((query) => query.name !== name));
  }

  #write(queries: readonly SavedQuery[]): boolean {
    try {
      this.#storage?.setItem(ITEM, JSON.stringify({ ...this.#all(), [this.#sandbox]: queries }));
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }
}
