/** Deletes a key and everything that depends only on it. */
import type { Change, KeyRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { Reader } from '../transaction/reader.ts';
import { updateKeyChanges, type KeyMembers } from './key-changes.ts';
import { multiRegionKeyTypeOf, relatedKeys, withoutReplica } from './multi-region.ts';
import { DAY_MS } from './rotation.ts';

/**
 * Minimum waiting period of a deletion in days. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
export const MIN_PENDING_WINDOW_DAYS = 7;

/**
 * Returns what changes of a related key when the replica in `region` is deleted at `at`. The waiting period of a
 * primary key starts with the deletion of its last replica. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html
 */
function membersWithoutReplica(related: KeyRecord, region: string, at: number): KeyMembers {
  const multiRegion = related.multiRegion && withoutReplica(related.multiRegion, region);
  const isLast = related.state === 'PendingReplicaDeletion' && multiRegion?.replicas.length === 0;
  if (!isLast) return { multiRegion };
  return {
    multiRegion,
    state: 'PendingDeletion',
    deletionAt: at + (related.pendingWindowInDays ?? 0) * DAY_MS,
  };
}

/**
 * Returns the changes that delete a key at `at`: its record, aliases, grants and material. Related multi-Region keys
 * share their material, so it is deleted with the last of them. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export async function deleteKeyChanges(
  key: KeyRecord,
  at: number,
  { reader }: { readonly reader: Reader },
): Promise<Change[]> {
  const aliases = await reader.all('aliases', 'target', [key.arn]);
  const grants = await reader.all('grants', 'key', [key.arn]);
  const related = multiRegionKeyTypeOf(key) === 'REPLICA' ? await relatedKeys(key, reader) : [];
  // Imported material is kept for each related key.
  const isShared = related.length > 0 && key.origin !== 'EXTERNAL';
  const material = isShared ? [] : await custodianOf(key).destroy(key, { reader });
  return [
    { store: 'keys', before: key },
    ...aliases.map((before): Change => ({ store: 'aliases', before })),
    ...grants.map((before): Change => ({ store: 'grants', before })),
    ...related.flatMap((other) => updateKeyChanges(other, membersWithoutReplica(other, key.region, at))),
    ...material,
  ];
}
