/** Moves encrypted data keys of a table to other keys or contexts by ReEncrypt: no plaintext reaches the app. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { ServiceError } from '../service-error.ts';
import type { ServiceSandbox, ServiceStore, Stored } from '../service-store.ts';
import { contextOf, noteEdks, placesOf, readTable, TABLES, withEdks } from './table-items.ts';
import type {
  ItemRecord,
  MigrateInput,
  MigrateOutput,
  StoredEdk,
  TableKeys,
  TableRecord,
} from './tenant-table-types.ts';

/** Returns the KMS key of a tenant's new items. Throws ServiceError if the table has none. */
export function keyOf({ isolation, KeyId, tenantKeys = {} }: TableKeys, tenant: string): string {
  const key = isolation === 'key' ? (Object.hasOwn(tenantKeys, tenant) ? tenantKeys[tenant] : undefined) : KeyId;
  const member = isolation === 'key' ? 'tenantKeys' : 'KeyId';
  if (key === undefined)
    throw ServiceError.at(member, 'ValidationException', `The table has no KMS key for ${tenant}.`);
  return key;
}

/**
 * Moves the first encrypted data key of each item, in the table, its replicas and its backups. Others, of further
 * recipients, are moved too: they are replaced by the one of the new key. Rejects with the errors of ReEncrypt; items
 * that were moved before stay moved, and a second call continues.
 */
export async function migrateTable(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  table: TableRecord,
  { caller, isolation, KeyId, tenantKeys }: MigrateInput,
): Promise<MigrateOutput> {
  const next: TableKeys = { isolation, ...(KeyId && { KeyId }), ...(tenantKeys && { tenantKeys }) };
  const isBound = isolation !== 'none';
  const kms = strongroom.kms(table.region, caller);
  let items = 0;
  let reEncrypted = 0;
  /** Items that were moved, with the version that they have since. */
  const moved = new Set<string>();
  const nameOf = ({ scope, name, version }: Stored<ItemRecord>) => JSON.stringify([scope, name, version]);
  await moveItems();
  await store.update<TableRecord>(TABLES, table.name, (before) => {
    if (before === undefined) return undefined;
    const { KeyId: _key, tenantKeys: _keys, ...rest } = before;
    return { ...rest, ...next };
  });
  // Those that were stored while the others were moved. From here on, the table has the new keys.
  await moveItems();
  return { items, reEncrypted };

  async function moveItems(): Promise<void> {
    const { value: current } = await readTable(store, table.name);
    for (const { scope, region, backup } of await placesOf(store, current)) {
      for (const item of await store.all<ItemRecord>(scope)) {
        if (moved.has(nameOf(item))) continue;
        const edks = await moveEdks(item);
        if (edks === undefined) continue;
        if (!(await store.tryChange(withEdks(scope, item, { edks, isBound }))))
          throw new ServiceError('ConflictException', `Item ${item.name} was changed meanwhile. Migrate again.`);
        moved.add(nameOf({ ...item, version: item.version + 1 }));
        if (region === table.region && backup === undefined)
          await noteEdks(store, table.name, { ...item.value, edks, isBound });
        items++;
        reEncrypted++;
      }
    }
  }

  async function moveEdks({ value }: Stored<ItemRecord>): Promise<readonly StoredEdk[] | undefined> {
    const { tenant, edks } = value;
    const [first] = edks;
    if (first === undefined) return undefined;
    const { CiphertextBlob, KeyId: key } = await kms.reEncrypt({
      CiphertextBlob: fromBase64(first.edk),
      SourceKeyId: first.key,
      SourceEncryptionContext: contextOf(table.name, tenant, value.isBound),
      DestinationKeyId: keyOf(next, tenant),
      DestinationEncryptionContext: contextOf(table.name, tenant, isBound),
    });
    return [{ key: key as string, edk: toBase64(CiphertextBlob as Uint8Array) }];
  }
}
