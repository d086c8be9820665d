/**
 * The data keys that the table keeps in the memory of this tab, to read again without KMS. Each belongs to one caller,
 * one encrypted data key and one encryption context: KMS has allowed that caller this context. A caller whose access
 * ends meanwhile still reads until the data key reaches a limit.
 */
import { CachedDataKey } from '../cached-data-key.ts';
import type { DataKey } from '../data-keys.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contextOf } from './table-items.ts';
import type { TableRecord } from './tenant-table-types.ts';

export const TABLE_PROGRAM = 'tenant-table';

/** What a data key is kept for. */
export interface KeptFor {
  readonly tenant: string;
  readonly caller: string | undefined;
  readonly region: string;
  /** Base64. */
  readonly edk: string;
  readonly isBound: boolean;
}

interface Kept {
  readonly table: string;
  readonly tenant: string;
  readonly key: CachedDataKey;
}

const nameOf = (table: string, { tenant, caller, region, edk, isBound }: KeptFor): string =>
  JSON.stringify([table, tenant, caller, region, edk, isBound]);

/** The data keys of all tables in this tab. */
export class TableDataKeys {
  readonly #ledger: Ledger;
  readonly #kept = new Map<string, Kept>();
  /** Generation of the cache of each table, as this tab knows it. */
  readonly #generations = new Map<string, number>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /**
   * Returns a copy of a data key in memory, and counts a use. Undefined: no data key is within its limits.
   * @param now simulated time in milliseconds
   */
  async take(table: TableRecord, use: KeptFor, now: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.#endCleared(table);
    await this.dropExpired(now);
    if (table.limits?.maxUses === undefined) return undefined;
    const kept = this.#kept.get(nameOf(table.name, use));
    // Others may have used it up meanwhile.
    if (kept?.key.isUsable(now) !== true) return undefined;
    const copy = kept.key.key.plaintext.slice();
    await kept.key.noteUse();
    return copy;
  }

  /** Keeps a copy of a data key that KMS has decrypted, with one use. Without a cache it does nothing. */
  async keep(table: TableRecord, use: KeptFor, key: DataKey, now: number): Promise<void> {
    const { maxUses, maxAgeSeconds } = table.limits ?? {};
    if (maxUses === undefined || maxAgeSeconds === undefined) return;
    const copy: DataKey = { ...key, plaintext: key.plaintext.slice() };
    const kept = await CachedDataKey.keep(
      this.#ledger,
      copy,
      {
        program: TABLE_PROGRAM,
        table: table.name,
        contextNames: Object.keys(contextOf(table.name, use.tenant, use.isBound)),
        tenant: use.tenant,
        maxUses,
        maxAgeSeconds,
      },
      now,
      { caller: use.caller, region: use.region },
    );
    await kept.noteUse();
    const name = nameOf(table.name, use);
    const before = this.#kept.get(name);
    this.#kept.set(name, { table: table.name, tenant: use.tenant, key: kept });
    await before?.key.drop();
  }

  /** Overwrites the data keys that have reached a limit. */
  async dropExpired(now: number): Promise<void> {
    await this.#drop(({ key }) => !key.isUsable(now));
  }

  /** Overwrites the data keys of a tenant. */
  async dropTenant(table: string, tenant: string): Promise<void> {
    await this.#drop((kept) => kept.table === table && kept.tenant === tenant);
  }

  /**
   * Ends the data keys of a table in all tabs: another tab overwrites its own when it next reads the table.
   * @param table its record with the new generation
   */
  async clear(table: TableRecord): Promise<void> {
    await this.#endCleared(table);
    for (const { id, program, table: of, zeroised } of await this.#ledger.list({ kind: 'dataKey' }))
      if (program === TABLE_PROGRAM && of === table.name && !zeroised)
        await this.#ledger.update({ kind: 'dataKey', id, zeroised: true });
  }

  async #endCleared({ name, cacheGeneration = 0 }: TableRecord): Promise<void> {
    const known = this.#generations.get(name);
    this.#generations.set(name, cacheGeneration);
    if (known !== undefined && known !== cacheGeneration) await this.#drop(({ table }) => table === name);
  }

  async #drop(isMeant: (kept: Kept) => boolean): Promise<void> {
    const meant = [...this.#kept].filter(([, kept]) => isMeant(kept));
    // First, so that nothing takes one of them meanwhile.
    for (const [name] of meant) this.#kept.delete(name);
    for (const [, { key }] of meant) await key.drop();
  }
}
