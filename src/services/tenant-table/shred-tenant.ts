/** Crypto-shredding of a tenant: its key ends, or its encrypted data keys are deleted. Bodies stay as they are. */
import { parseArn } from '../../model/arn.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { itemName, noteEdks, placesOf, withEdks } from './table-items.ts';
import { keyOf } from './migrate-table.ts';
import type { ItemRecord, ShredInput, ShredOutput, TableRecord } from './tenant-table-types.ts';

async function destroyEdks(store: ServiceStore, table: TableRecord, tenant: string): Promise<number> {
  let destroyed = 0;
  for (const { scope, region, backup } of await placesOf(store, table)) {
    // Again while another client writes items of the tenant.
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (const item of await store.all<ItemRecord>(scope, itemName(tenant, ''))) {
        if (item.value.edks.length === 0) continue;
        if (await store.tryChange(withEdks(scope, item, { edks: [] }))) destroyed += item.value.edks.length;
        else isDone = false;
        if (isDone && region === table.region && backup === undefined)
          await noteEdks(store, table.name, { ...item.value, edks: [] });
      }
    }
  }
  return destroyed;
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
  if (method === 'destroy-edks') return { keys: [], destroyed: await destroyEdks(store, table, tenant) };
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
