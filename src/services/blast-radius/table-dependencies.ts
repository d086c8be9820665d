/** Tables and items of the tenant table, in all Regions and backups. */
import { fromBase64 } from '../../base/base64.ts';
import { parseArn } from '../../model/arn.ts';
import type { ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { contextOf, placesOf, TABLES } from '../tenant-table/table-items.ts';
import type { ItemRecord, TableRecord } from '../tenant-table/tenant-table-types.ts';
import type { Dependency, KnownEdk } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';
import { aliasOf } from './object-dependencies.ts';

/** Name of the tenant table as a program. */
const PROGRAM = 'tenant-table';

/**
 * Returns the uses of keys by the tenant table.
 * @param account account of keys that a table names by ID or alias
 */
export async function tableDependencies(
  store: ServiceStore,
  keys: KnownKeys,
  account: string,
): Promise<readonly Dependency[]> {
  const found: Dependency[] = [];
  for (const { value: table } of await store.all<TableRecord>(TABLES)) {
    found.push(...(await settings(table, keys, account)));
    for (const { scope, region, backup } of await placesOf(store, table)) {
      for (const { value } of await store.all<ItemRecord>(scope)) {
        const { tenant, id, isBound } = value;
        const edks: KnownEdk[] = [];
        for (const { key: arn, edk } of value.edks) {
          const key = await keys.at(arn, region);
          const blob = fromBase64(edk);
          if (key) edks.push({ key: key.arn, sha: await sha256Hex(blob), blob });
        }
        const place = backup === undefined ? {} : { backup };
        const name = `${table.name}/${tenant}/${id}`;
        found.push({
          dependent: {
            kind: 'table-item',
            id: backup === undefined ? name : `${name}#${backup}`,
            name,
            program: PROGRAM,
            tenant,
            region,
            ...place,
          },
          keys: edks.map(({ key }) => key),
          edks,
          context: contextOf(table.name, tenant, isBound),
        });
      }
    }
  }
  return found;
}

/** The keys of new items: one of the table, or one of each tenant. */
async function settings(table: TableRecord, keys: KnownKeys, account: string): Promise<readonly Dependency[]> {
  const { name, region, isolation, KeyId, tenantKeys = {} } = table;
  const named =
    isolation === 'key'
      ? Object.entries(tenantKeys).map(([tenant, key]) => ({ tenant, key }))
      : [{ tenant: undefined, key: KeyId ?? '' }];
  return Promise.all(
    named.map(async ({ tenant, key }) => {
      const found = await keys.find(key, parseArn(key)?.account ?? account, region);
      const id = tenant === undefined ? name : `${name}/${tenant}`;
      return {
        dependent: {
          kind: 'table' as const,
          id,
          name: id,
          program: PROGRAM,
          ...(tenant === undefined ? {} : { tenant }),
          region,
        },
        keys: found?.arn.includes(`:${region}:`) ? [found.arn] : [],
        ...aliasOf(key, 'now'),
      };
    }),
  );
}
