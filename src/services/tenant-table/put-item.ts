/** Encrypts an item and stores it in every Region of its table. */
import { toBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { encryptBytes, generateDataKey, zeroise } from '../data-keys.ts';
import { ledgerChange } from '../ledger/ledger.ts';
import type { ItemEntry } from '../ledger/ledger-entries.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { changeEverywhere } from './copy-items.ts';
import { keyOf } from './migrate-table.ts';
import { bodyAad, contextOf, itemName, itemsIn, itemView, readTable } from './table-items.ts';
import type { ItemRecord, PutItemInput, TableRecord, TenantItemView } from './tenant-table-types.ts';

/** Encrypts an item under a new data key. Returns undefined, with nothing stored, if the table was migrated then. */
async function tryPut(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  table: TableRecord,
  { TableName, tenant, id, text, caller }: PutItemInput,
): Promise<TenantItemView | undefined> {
  const isBound = table.isolation !== 'none';
  const context = contextOf(TableName, tenant, isBound);
  const { plaintext, edk, keyArn } = await generateDataKey(
    strongroom.kms(table.region, caller),
    keyOf(table, tenant),
    context,
  );
  const bytes = encodeUtf8(text);
  const body = await encryptBytes(plaintext, bytes, bodyAad(TableName, id)).finally(() => zeroise(plaintext));
  const bodySha = await sha256Hex(body);
  const value: ItemRecord = { tenant, id, edks: [{ key: keyArn, edk: toBase64(edk) }], isBound, bodySha };
  const entry: ItemEntry = {
    kind: 'item',
    id: `${TableName}/${tenant}/${id}`,
    program: 'tenant-table',
    edkShas: [await sha256Hex(edk)],
    edkCount: 1,
    keys: [keyArn],
    contextNames: Object.keys(context),
    bodySha,
    plainSha: await sha256Hex(bytes),
    plaintextLen: bytes.length,
    status: 'stored',
    tenant,
  };
  const name = itemName(tenant, id);
  const isStored = await changeEverywhere(store, TableName, (scope) => ({ scope, name, value, body }), {
    others: [ledgerChange(entry)],
    // The item would stay under a key that the table no longer uses.
    isStale: (now) => now.isolation !== table.isolation || keyOf(now, tenant) !== keyOf(table, tenant),
  });
  if (!isStored) return undefined;
  const scope = itemsIn(TableName, table.region);
  const item = { name, value, version: 1, createdAt: 0, updatedAt: 0, scope };
  return itemView(item, { scope, region: table.region });
}

/** Encrypts an item and stores it in every Region of its table, with an entry in the ledger. */
export async function putItem(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  input: PutItemInput,
): Promise<TenantItemView> {
  for (;;) {
    const { value: table } = await readTable(store, input.TableName);
    const stored = await tryPut(strongroom, store, table, input);
    if (stored !== undefined) return stored;
  }
}
