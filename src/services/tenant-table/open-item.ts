/** Decrypts an item of the table, with a data key from memory or from KMS. */
import { fromBase64 } from '../../base/base64.ts';
import { decodeUtf8 } from '../../base/bytes.ts';
import { decryptBytes, decryptDataKey, zeroise } from '../data-keys.ts';
import { kmsErrorName, ServiceError } from '../service-error.ts';
import type { ServiceSandbox, Stored } from '../service-store.ts';
import type { TableDataKeys } from './table-data-keys.ts';
import { bodyAad, contextOf } from './table-items.ts';
import type { ItemRecord, TableInput, TableRecord, TenantItem } from './tenant-table-types.ts';

/** Where the data key of a read came from: `cached`, or `kms` for each call that was made. */
export type KeySource = 'cached' | 'kms';

/** How to read for a load: without retries, so that each request has one answer. */
export interface ReadOptions {
  /** Called once for a data key from memory, and before each call of KMS. */
  readonly onKey?: (source: KeySource) => void;
  /** Maximum attempts at a throttled call. Omitted: as the client does. */
  readonly maxAttempts?: number;
}

/**
 * Decrypts an item with the first of its encrypted data keys that the caller can use in the Region. A throttled call
 * ends the read: another key would count for the same quota.
 */
export async function openItem(
  strongroom: ServiceSandbox,
  dataKeys: TableDataKeys,
  table: TableRecord,
  item: Stored<ItemRecord>,
  tenant: string,
  { caller, region = table.region }: TableInput,
  { onKey, ...options }: ReadOptions = {},
): Promise<TenantItem> {
  const { edks, id, isBound } = item.value;
  if (edks.length === 0) throw new ServiceError('ItemUnrecoverable', `Item ${item.name} has no encrypted data key.`);
  const now = (await strongroom.sandbox.clock.now()).getTime();
  const read = async (key: Uint8Array<ArrayBuffer>): Promise<TenantItem> => {
    const body = item.body ?? new Uint8Array();
    const text = await decryptBytes(key, body, bodyAad(table.name, id)).finally(() => zeroise(key));
    return { tenant, id, text: decodeUtf8(text) };
  };
  for (const { edk } of edks) {
    const cached = await dataKeys.take(table, { tenant, caller, region, edk, isBound }, now);
    if (cached === undefined) continue;
    onKey?.('cached');
    return read(cached);
  }
  const kms = strongroom.kms(region, caller, undefined, options);
  let refusal: unknown;
  for (const { edk } of edks) {
    try {
      onKey?.('kms');
      const key = await decryptDataKey(kms, fromBase64(edk), contextOf(table.name, tenant, isBound));
      await dataKeys.keep(table, { tenant, caller, region, edk, isBound }, key, now);
      return await read(key.plaintext);
    } catch (error) {
      refusal ??= error;
      if (kmsErrorName(error) === 'ThrottlingException') break;
    }
  }
  throw refusal;
}
