/** Crypto-shredding of a tenant: its key ends, or its encrypted data keys are deleted. Bodies stay as they are. */
import { parseArn } from '../../model/arn.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { itemName, noteEdks, placesOf, readTable, withEdks } from './table-items.ts';
import { keyOf } from './migrate-table.ts';
import type { ItemRecord, ShredInput, ShredMethod, ShredOutput, TableRecord } from './tenant-table-types.ts';

/** Every method: one that is mistyped must not schedule a deletion. */
const METHODS: readonly ShredMethod[] = ['schedule-key-deletion', 'delete-imported-material', 'destroy-edks'];

/** Deletes the encrypted data keys of a tenant in every place, once. Returns how many there were. */
async function destroyOnce(store: ServiceStore, name: string, tenant: string): Promise<number> {
  const { value: table } = await readTable(store, name);
  let found = 0;
  for (const { scope, region, backup } of await placesOf(store, table)) {
    for (const { name: item } of await store.all<ItemRecord>(scope, itemName(tenant, ''))) {
      // Again if another client writes the item meanwhile.
      for (;;) {
        const stored = await store.get<ItemRecord>(scope, item);
        if (stored === undefined || stored.value.edks.length === 0) break;
        if (!(await store.tryChange(withEdks(scope, stored, { edks: [] })))) continue;
        found += stored.value.edks.length;
        if (region === table.region && backup === undefined) await noteEdks(store, name, { ...stored.value, edks: [] });
        break;
      }
    }
  }
  return found;
}

/** Deletes them until none is left: a restore, a backup or a new replica can copy an item before its turn comes. */
async function destroyEdks(store: ServiceStore, table: string, tenant: string): Promise<number> {
  let destroyed = 0;
  for (;;) {
    const found = await destroyOnce(store, table, tenant);
    if (found === 0) return destroyed;
    destroyed += found;
  }
}

/** Returns the ARNs of a key and, if it is a multi-Region key, of all related keys: replicas first. */
async function relatedKeys(strongroom: ServiceSandbox, region: string, KeyId: string, caller?: string) {
  const { KeyMetadata } = await strongroom.kms(region, caller).describeKey({ KeyId });
  const configuration = KeyMetadata?.MultiRegionConfiguration;
  if (configuration === undefined) return [KeyMetadata?.Arn as string];
  return [...(configuration.ReplicaKeys ?? []).map(({ Arn }) => Arn), configuration.PrimaryKey?.Arn] as string[];
}

/** Shreds a tenant. Rejects with ServiceError for a method that the table cannot use, and with the errors of KMS. */
export async function shredTenant(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  table: TableRecord,
  { tenant, method, caller, PendingWindowInDays }: ShredInput,
): Promise<ShredOutput> {
  if (!METHODS.includes(method))
    throw ServiceError.at('method', 'ValidationException', `method must be one of ${METHODS.join(', ')}.`);
  if (method === 'destroy-edks') return { keys: [], destroyed: await destroyEdks(store, table.name, tenant) };
  if (table.isolation !== 'key')
    throw ServiceError.at(
      'method',
      'ValidationException',
      'This table has one KMS key for all tenants: to end it would shred them all. Destroy the encrypted data keys, or migrate to a key per tenant.',
    );
  const keys = await relatedKeys(strongroom, table.region, keyOf(table, tenant), caller);
  for (const KeyId of keys) {
    const kms = strongroom.kms(parseArn(KeyId)?.region, caller);
    if (method === 'delete-imported-material') await kms.deleteImportedKeyMaterial({ KeyId });
    else await kms.scheduleKeyDeletion({ KeyId, ...(PendingWindowInDays && { PendingWindowInDays }) });
  }
  return { keys, destroyed: 0 };
}
