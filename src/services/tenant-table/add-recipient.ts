/** Adds an encrypted data key for another KMS key to the items of a tenant, by ReEncrypt. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { parseArn } from '../../model/arn.ts';
import type { ServiceSandbox, ServiceStore, Stored } from '../service-store.ts';
import { contextOf, itemName, itemsIn, noteEdks, placesOf, withEdks } from './table-items.ts';
import type { AddTenantKeyInput, ItemRecord, StoredEdk, TableRecord } from './tenant-table-types.ts';

/** Adds a recipient to every copy of a tenant's items. One that is shredded or replaced meanwhile is not touched. */
export async function addRecipient(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  table: TableRecord,
  { tenant, KeyId, caller }: AddTenantKeyInput,
): Promise<void> {
  const { name } = table;
  for (const { scope } of await placesOf(store, table))
    for (const { name: item } of await store.all<ItemRecord>(scope, itemName(tenant, ''))) {
      for (;;) {
        const stored = await store.get<ItemRecord>(scope, item);
        const edk = stored && (await reEncrypt(stored));
        if (stored === undefined || edk === undefined) break;
        // An encrypted data key belongs to one body: the item must be the one that was read.
        const edks = [...stored.value.edks, edk];
        if (!(await store.tryChange(withEdks(scope, stored, { edks })))) continue;
        if (scope === itemsIn(name, table.region)) await noteEdks(store, name, { ...stored.value, edks });
        break;
      }
    }

  async function reEncrypt({ value }: Stored<ItemRecord>): Promise<StoredEdk | undefined> {
    const [first] = value.edks;
    if (first === undefined) return undefined;
    const context = contextOf(name, tenant, value.isBound);
    const { KeyId: key, CiphertextBlob } = await strongroom.kms(parseArn(first.key)?.region, caller).reEncrypt({
      CiphertextBlob: fromBase64(first.edk),
      SourceEncryptionContext: context,
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: context,
    });
    return { key: key as string, edk: toBase64(CiphertextBlob as Uint8Array) };
  }
}
