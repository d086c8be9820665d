/**
 * What CloudTrail records say about keys in a CloudHSM cluster. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedule-key-deletion.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html
 */
import type { Json } from '../../model/audit.ts';
import type { BackingKey, KeyRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/** Formats a backing key as CloudTrail does: JSON text with a space after each colon and comma. */
export function formatBackingKeys(keys: BackingKey & { readonly deletionStatus?: string }): string {
  const members = Object.entries(keys).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{${members.join(', ')}}`;
}

/**
 * Returns additionalEventData of a record about the deletion of `key`. Empty for a key in no cluster.
 * @param isDeleted whether the key in the cluster was deleted. Omitted: it was not tried
 */
export async function backingKeyData(
  { keyStoreId, backingKey }: KeyRecord,
  reader: Reader,
  isDeleted?: boolean,
): Promise<{ readonly additionalEventData?: Readonly<Record<string, Json>> }> {
  if (keyStoreId === undefined || backingKey === undefined) return {};
  const store = await reader.get('keyStores', keyStoreId);
  return {
    additionalEventData: {
      customKeyStoreId: keyStoreId,
      ...(store?.cluster === undefined ? {} : { clusterId: store.cluster.clusterId }),
      backingKeys: `[${formatBackingKeys(backingKey)}]`,
      ...(isDeleted === undefined
        ? {}
        : {
            backingKeysDeletionStatus: `[${formatBackingKeys({ ...backingKey, deletionStatus: isDeleted ? 'SUCCESS' : 'FAILURE' })}]`,
          }),
    },
  };
}
