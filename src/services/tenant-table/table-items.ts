/** The rows of tenant tables: one record for each item, with the encrypted body, in the scope of a Region or backup. */
import { fromBase64 } from '../../base/base64.ts';
import type { ItemEntry } from '../ledger/ledger-entries.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceStore, Stored, StoreChange } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { ItemRecord, TableRecord, TenantItemView } from './tenant-table-types.ts';

export const TABLES = 'tenants/tables';
export const BACKUPS = 'tenants/backups';

/**
 * Returns the record of a table.
 * @throws {ServiceError} ResourceNotFoundException
 */
export async function readTable(store: ServiceStore, name: string): Promise<Stored<TableRecord>> {
  const table = await store.get<TableRecord>(TABLES, name);
  if (table === undefined) throw ServiceError.at('TableName', 'ResourceNotFoundException', `Table: ${name} not found`);
  return table;
}

/** Scope of the items of a table in a Region. */
export const itemsIn = (table: string, region: string): string => `tenants/items/${table}/${region}`;

/** Scope of the items of a backup. */
export const itemsOfBackup = (backup: string): string => `tenants/backup-items/${backup}`;

/** Name of an item. A tenant has no `/`. */
export const itemName = (tenant: string, id: string): string => `${tenant}/${id}`;

/** The encryption context of the data keys of a tenant's items. It is not stored: readers name the tenant. */
export function contextOf(table: string, tenant: string, isBound: boolean): Record<string, string> {
  return isBound ? { table, tenant } : {};
}

/** Additional authenticated data of the body of an item. It does not change when the item moves to other keys. */
export const bodyAad = (table: string, id: string): string => JSON.stringify([table, id]);

/** A place where items are. */
export interface ItemPlace {
  readonly scope: string;
  readonly region: string;
  readonly backup?: string;
}

/** Returns every place that has items of a table: its Regions and its backups. */
export async function placesOf(store: ServiceStore, table: TableRecord): Promise<readonly ItemPlace[]> {
  const backups = await store.all<{ readonly table: string }>(BACKUPS);
  return [
    ...[table.region, ...table.replicas].map((region) => ({ scope: itemsIn(table.name, region), region })),
    ...backups
      .filter(({ value }) => value.table === table.name)
      .map(({ name }) => ({ scope: itemsOfBackup(name), region: table.region, backup: name })),
  ];
}

/** Returns what is known of an item. */
export async function itemView({ value }: Stored<ItemRecord>, place: ItemPlace): Promise<TenantItemView> {
  const { tenant, id, bodySha, edks } = value;
  const hashed = await Promise.all(edks.map(async ({ key, edk }) => ({ key, sha: await sha256Hex(fromBase64(edk)) })));
  const { region, backup } = place;
  return { tenant, id, region, bodySha, edks: hashed, ...(backup === undefined ? {} : { backup }) };
}

/** The change of a record that replaces the encrypted data keys of an item and leaves its body. */
export function withEdks(scope: string, item: Stored<ItemRecord>, change: Partial<ItemRecord>): StoreChange {
  const { name, version, body, value } = item;
  return { scope, name, value: { ...value, ...change }, ...(body && { body }), ifVersion: version };
}

/** Writes to the ledger which encrypted data keys an item of a table has now, and the names of their context. */
export async function noteEdks(
  store: ServiceStore,
  table: string,
  { tenant, id, edks, isBound }: Pick<ItemRecord, 'tenant' | 'id' | 'edks' | 'isBound'>,
): Promise<void> {
  const edkShas = await Promise.all(edks.map(({ edk }) => sha256Hex(fromBase64(edk))));
  await store.update<ItemEntry>('ledger', `item/${table}/${tenant}/${id}`, (entry) => {
    if (entry === undefined || entry.status === 'deleted') return undefined;
    const status = edkShas.length === 0 ? 'unrecoverable' : 'stored';
    const contextNames = Object.keys(contextOf(table, tenant, isBound));
    return { ...entry, edkShas, edkCount: edkShas.length, keys: edks.map(({ key }) => key), contextNames, status };
  });
}
