/** Records of one service, typed. Every value is JSON; bodies are bytes. */
import type { Strongroom } from '../client/strongroom.ts';
import type { JsonObject, ServiceRecord, ServiceRecordChange, ServiceRecordVersion } from '../model/service-records.ts';

/** What services need of a sandbox. */
export type ServiceSandbox = Pick<Strongroom, 'kms' | 'sandbox'>;

/** A record whose value is a `T`. */
export type Stored<T> = Omit<ServiceRecord, 'value'> & { readonly value: T };

/** A change of a record whose value is of any type that JSON can hold. */
export type StoreChange = Omit<ServiceRecordChange, 'value'> & { readonly value?: object };

/** Members that are undefined are dropped, as in JSON. */
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

/** Reads and changes records. Values are trusted to have the type that their scope implies. */
export class ServiceStore {
  readonly #records: ServiceSandbox['sandbox']['serviceRecords'];

  constructor({ sandbox }: ServiceSandbox) {
    this.#records = sandbox.serviceRecords;
  }

  /** Returns a record, or undefined. */
  async get<T>(scope: string, name: string): Promise<Stored<T> | undefined> {
    return (await this.#records.get({ scope, name })) as Stored<T> | undefined;
  }

  /** Returns all records of a scope whose names have the prefix, in the order of their names. */
  async all<T>(scope: string, prefix = ''): Promise<readonly Stored<T>[]> {
    const found: Stored<T>[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.#records.list({ scope, prefix, ...(after === undefined ? {} : { after }) });
      found.push(...(page.records as unknown as Stored<T>[]));
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  /** Stores all changes in one transaction. Returns false, with nothing stored, if a record has another version. */
  async tryChange(...changes: readonly StoreChange[]): Promise<boolean> {
    return this.tryChangeIf([], ...changes);
  }

  /** The same, and false too if a record of `read` was changed or deleted since it was read. */
  async tryChangeIf(read: readonly ServiceRecordVersion[], ...changes: readonly StoreChange[]): Promise<boolean> {
    const given = changes.map(({ value, ...change }) => ({ ...change, ...(value && { value: toJson(value) }) }));
    const requires = read.map(({ scope, name, version }) => ({ scope, name, version }));
    return (await this.#records.change({ changes: given, ...(requires.length > 0 && { requires }) })).stored;
  }

  /** Stores changes without `ifVersion`. */
  async change(...changes: readonly Omit<StoreChange, 'ifVersion'>[]): Promise<void> {
    await this.tryChange(...changes);
  }

  /**
   * Replaces the value of a record by what `next` returns, again if another client changes it meanwhile.
   * @param next gets the present value; undefined as its result changes nothing
   * @returns the value that is stored then
   */
  async update<T extends object>(
    scope: string,
    name: string,
    next: (value: T | undefined) => T | undefined,
  ): Promise<T | undefined> {
    for (;;) {
      const before = await this.get<T>(scope, name);
      const value = next(before?.value);
      if (value === undefined) return before?.value;
      const body = before?.body;
      if (await this.tryChange({ scope, name, value, ifVersion: before?.version ?? 0, ...(body && { body }) }))
        return value;
    }
  }
}
