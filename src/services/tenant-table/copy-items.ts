/**
 * Copies items between the places of a table while other clients write. What a copy was read from must be unchanged
 * when the copy is stored: otherwise a replica or a backup would keep an item that was deleted or shredded meanwhile.
 */
import type { ServiceStore, Stored, StoreChange } from '../service-store.ts';
import { itemsIn, itemsOfBackup, readTable } from './table-items.ts';
import type { ItemRecord, TableRecord } from './tenant-table-types.ts';

/** Regions that have a copy of each item of a table. */
const regionsOf = ({ region, replicas }: TableRecord): readonly string[] => [region, ...replicas];

/** What is stored with changes of an item, and when they are not stored. */
interface ChangeOptions {
  /** Further changes of the same transaction. */
  readonly others?: readonly StoreChange[];
  /** Whether the changes no longer fit the table, as it is now. */
  readonly isStale?: (table: TableRecord) => boolean;
}

/**
 * Changes an item in every Region of its table, also in one that is added meanwhile.
 * @returns false, with nothing stored, if the changes no longer fit the table
 */
export async function changeEverywhere(
  store: ServiceStore,
  table: string,
  changeIn: (scope: string) => StoreChange,
  { others = [], isStale = () => false }: ChangeOptions = {},
): Promise<boolean> {
  for (;;) {
    const current = await readTable(store, table);
    if (isStale(current.value)) return false;
    const changes = regionsOf(current.value).map((region) => changeIn(itemsIn(table, region)));
    if (await store.tryChangeIf([current], ...changes, ...others)) return true;
  }
}

const copyTo = (scope: string, { name, value, body }: Stored<ItemRecord>): StoreChange => ({
  scope,
  name,
  value,
  ...(body && { body }),
});

/** Copies the items of the table to a new replica. Items that it has already are newer, and stay. */
export async function copyToReplica(store: ServiceStore, { name, region }: TableRecord, to: string): Promise<void> {
  const scope = itemsIn(name, to);
  for (const { name: item } of await store.all<ItemRecord>(itemsIn(name, region))) {
    for (;;) {
      const source = await store.get<ItemRecord>(itemsIn(name, region), item);
      if (source === undefined || (await store.get(scope, item)) !== undefined) break;
      if (await store.tryChangeIf([source], { ...copyTo(scope, source), ifVersion: 0 })) break;
    }
  }
}

/** Copies the items of the table to a backup. */
export async function copyToBackup(store: ServiceStore, { name, region }: TableRecord, backup: string): Promise<void> {
  for (const { name: item } of await store.all<ItemRecord>(itemsIn(name, region))) {
    for (;;) {
      const source = await store.get<ItemRecord>(itemsIn(name, region), item);
      if (source === undefined) break;
      if (await store.tryChangeIf([source], copyTo(itemsOfBackup(backup), source))) break;
    }
  }
}

/** Copies the items of a backup to every Region of its table. */
export async function restoreItems(store: ServiceStore, table: string, backup: string): Promise<void> {
  const from = itemsOfBackup(backup);
  for (const { name: item } of await store.all<ItemRecord>(from)) {
    for (;;) {
      const current = await readTable(store, table);
      const source = await store.get<ItemRecord>(from, item);
      if (source === undefined) break;
      const copies = regionsOf(current.value).map((region) => copyTo(itemsIn(table, region), source));
      if (await store.tryChangeIf([current, source], ...copies)) break;
    }
  }
}
