/** Tables and items of the tenant table, in all Regions and backups. */
import { fromBase64 } from '../../base/base64.ts';
import { parseArn } from '../../model/arn.ts';
import { liveDataKeys, type CachedDataKey } from '../cached-data-key.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { accountOf } from '../service-call.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { TABLE_PROGRAM } from '../tenant-table/table-data-keys.ts';
import { contextOf, placesOf, TABLES } from '../tenant-table/table-items.ts';
import type { ItemRecord, TableRecord } from '../tenant-table/tenant-table-types.ts';
import type { Dependency, KnownEdk } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';
import { aliasOf } from './object-dependencies.ts';

/** Returns the data keys by which the table reads items without KMS, for one caller and Region each. */
async function cachedKeys(strongroom: ServiceSandbox, ledger: Ledger): Promise<readonly CachedDataKey[]> {
  const now = (await strongroom.sandbox.clock.now()).getTime();
  const live = liveDataKeys(ledger, await ledger.list({ kind: 'dataKey' }));
  return live.filter((key) => key.program === TABLE_PROGRAM && key.isUsable(now));
}

/** What stands in for KMS at reads of an item in a Region. */
function heldFor(
  cached: readonly CachedDataKey[],
  { edks }: ItemRecord,
  region: string,
  defaultCaller: string,
): Pick<Dependency, 'held' | 'heldFor' | 'heldUntil'> {
  const own = cached.filter((key) => key.serves?.region === region && edks.some(({ edk }) => edk === key.edk));
  if (own.length === 0) return {};
  const callers = new Set(own.map(({ serves }) => serves?.caller ?? defaultCaller));
  const heldUntil = Math.max(...own.map(({ expiresAt = Infinity }) => expiresAt));
  return { held: 'data-key', heldFor: [...callers], ...(heldUntil === Infinity ? {} : { heldUntil }) };
}

/**
 * Returns the uses of keys by the tenant table.
 * @param account account of keys that a table names by ID or alias
 */
export async function tableDependencies(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  ledger: Ledger,
  keys: KnownKeys,
  account: string,
): Promise<readonly Dependency[]> {
  const found: Dependency[] = [];
  const cached = await cachedKeys(strongroom, ledger);
  const defaultCaller = `arn:aws:iam::${await accountOf(strongroom, {})}:user/admin`;
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
            program: TABLE_PROGRAM,
            tenant,
            region,
            ...place,
          },
          keys: edks.map(({ key }) => key),
          // An item of a backup is read after a restore, and then by KMS or by a data key of the table.
          ...(backup === undefined ? heldFor(cached, value, region, defaultCaller) : {}),
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
          program: TABLE_PROGRAM,
          ...(tenant === undefined ? {} : { tenant }),
          region,
        },
        keys: found?.arn.includes(`:${region}:`) ? [found.arn] : [],
        ...aliasOf(key, 'now'),
      };
    }),
  );
}
