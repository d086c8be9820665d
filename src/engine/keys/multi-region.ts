/**
 * Multi-Region keys: a primary key and its replicas, one in each Region. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-manage.html
 */
import { toHex } from '../../base/hex.ts';
import { keyArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { Change, KeyRecord, MultiRegionRecord } from '../../model/records.ts';
import type { MultiRegionConfiguration, MultiRegionKeyType } from '../../model/sdk.ts';
import type { Reader } from '../transaction/reader.ts';
import { updateKeyChanges, type KeyMembers } from './key-changes.ts';

/** Creates the ID of a multi-Region key: `mrk-` and 32 hexadecimal digits. */
export function createMultiRegionKeyId(random: Random): string {
  return `mrk-${toHex(random.publicBytes(16))}`;
}

/** Returns the role of a key among its related keys. Undefined for a single-Region key. */
export function multiRegionKeyTypeOf({
  multiRegion,
  region,
}: Pick<KeyRecord, 'multiRegion' | 'region'>): MultiRegionKeyType | undefined {
  if (multiRegion === undefined) return undefined;
  return multiRegion.primary === region ? 'PRIMARY' : 'REPLICA';
}

/** Whether the key is a primary key that has replicas. */
export function hasReplicas(key: KeyRecord): boolean {
  return multiRegionKeyTypeOf(key) === 'PRIMARY' && (key.multiRegion?.replicas.length ?? 0) > 0;
}

/** Returns MultiRegionConfiguration. A replica lists itself. Undefined for a single-Region key. */
export function multiRegionConfiguration(key: KeyRecord): MultiRegionConfiguration | undefined {
  const { multiRegion, account, keyId } = key;
  const type = multiRegionKeyTypeOf(key);
  if (multiRegion === undefined || type === undefined) return undefined;
  const place = (region: string) => ({ Arn: keyArn(region, account, keyId), Region: region });
  return {
    MultiRegionKeyType: type,
    PrimaryKey: place(multiRegion.primary),
    ReplicaKeys: multiRegion.replicas.map(place),
  };
}

const notPrimary = ({ arn }: KeyRecord): KmsError =>
  new KmsError('UnsupportedOperationException', `${arn} is not a multi-region primary key.`).because('not-primary-key');

/**
 * Checks that the key is a multi-Region primary key. The text is recorded (test/engine/keys/multi-region.test.ts). That
 * it comes before the state of the key is inferred from the checks of the origin.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkPrimary(key: KeyRecord): void {
  if (multiRegionKeyTypeOf(key) !== 'PRIMARY') throw notPrimary(key);
}

/**
 * Checks that the key is no replica: some properties change at the primary key only. AWS documents no text.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkNoReplica(key: KeyRecord): void {
  if (multiRegionKeyTypeOf(key) === 'REPLICA') throw notPrimary(key);
}

/** Returns the other related keys: the primary key first, then replicas in the order in which they were created. */
export async function relatedKeys(key: KeyRecord, reader: Reader): Promise<readonly KeyRecord[]> {
  const { multiRegion, account, keyId, region } = key;
  if (multiRegion === undefined) return [];
  const others = [multiRegion.primary, ...multiRegion.replicas].filter((other) => other !== region);
  const keys = await Promise.all(others.map((other) => reader.get('keys', keyArn(other, account, keyId))));
  return keys.filter((related) => related !== undefined);
}

/**
 * Returns the changes of `key` with `own`, and of all its related keys with `shared`. Related keys keep their records
 * if `shared` changes nothing.
 */
export async function updateRelatedChanges(
  key: KeyRecord,
  shared: KeyMembers,
  reader: Reader,
  own: KeyMembers = {},
): Promise<Change[]> {
  const isChange = Object.entries(shared).some(([member, value]) => value !== key[member as keyof KeyRecord]);
  const related = isChange ? await relatedKeys(key, reader) : [];
  return [
    ...updateKeyChanges(key, { ...shared, ...own }),
    ...related.flatMap((other) => updateKeyChanges(other, shared)),
  ];
}

/** Returns the Regions after `replica` was created. */
export const withReplica = ({ primary, replicas }: MultiRegionRecord, replica: string): MultiRegionRecord => ({
  primary,
  replicas: [...replicas, replica],
});

/** Returns the Regions after `replica` was deleted. */
export const withoutReplica = ({ primary, replicas }: MultiRegionRecord, replica: string): MultiRegionRecord => ({
  primary,
  replicas: replicas.filter((region) => region !== replica),
});

/** Returns the Regions after `region`, that of a replica, became the primary Region. */
export const withPrimary = ({ primary, replicas }: MultiRegionRecord, region: string): MultiRegionRecord => ({
  primary: region,
  replicas: replicas.map((replica) => (replica === region ? primary : replica)),
});
