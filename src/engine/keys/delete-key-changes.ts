/** Deletes a key and everything that depends only on it. */
import type { Change, KeyRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Returns the changes that delete a key: its record, aliases, grants and material. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export async function deleteKeyChanges(key: KeyRecord, { reader }: { readonly reader: Reader }): Promise<Change[]> {
  const aliases = await reader.all('aliases', 'target', [key.arn]);
  const grants = await reader.all('grants', 'key', [key.arn]);
  const material = await custodianOf(key).destroy(key, { reader });
  return [
    { store: 'keys', before: key },
    ...aliases.map((before): Change => ({ store: 'aliases', before })),
    ...grants.map((before): Change => ({ store: 'grants', before })),
    ...material,
  ];
}
