/**
 * The materials of a key with imported key material, and what follows from them for the key. A key can be used only
 * while all material that is permanently associated with it (CURRENT and NON_CURRENT) is imported. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-overview.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html
 */
import { keyArn } from '../../model/arn.ts';
import type { Change, KeyRecord, KeyState, MaterialRecord } from '../../model/records.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import type { KeyMembers } from '../custody/custodian.ts';
import { materialKey } from '../custody/material-records.ts';
import type { Reader } from '../transaction/reader.ts';
import { updateKeyChanges } from './key-changes.ts';

/** Returns the materials of a key, oldest first; material that is pending rotation last. */
export function importedMaterials(reader: Reader, { arn }: Pick<KeyRecord, 'arn'>): Promise<readonly MaterialRecord[]> {
  return reader.all('materials', 'key', [arn]);
}

/** Whether the material waits for RotateKeyOnDemand. */
export const isPendingRotation = ({ version }: MaterialRecord, { materials }: KeyRecord): boolean =>
  version > materials;

/** Returns when an imported material expires: Infinity for never. Undefined if it is not imported now. */
export function expirationOf({ imported }: MaterialRecord): number | undefined {
  return imported?.state === 'IMPORTED' ? (imported.validTo ?? Infinity) : undefined;
}

const isImported = (material: MaterialRecord): boolean => expirationOf(material) !== undefined;

/** Returns ARNs of the other related multi-Region keys. Empty for other keys. */
function relatedArns({ multiRegion, region, account, keyId }: KeyRecord): readonly string[] {
  if (multiRegion === undefined) return [];
  return [multiRegion.primary, ...multiRegion.replicas]
    .filter((other) => other !== region)
    .map((other) => keyArn(other, account, keyId));
}

/** Whether the key is a multi-Region replica key. */
export const isReplica = ({ multiRegion, region }: KeyRecord): boolean =>
  multiRegion !== undefined && multiRegion.primary !== region;

/** Returns the materials with `materialId` of the other related keys: each has its own. */
export async function relatedMaterials(
  reader: Reader,
  key: KeyRecord,
  materialId: string,
): Promise<readonly MaterialRecord[]> {
  const found = await Promise.all(relatedArns(key).map((arn) => reader.get('materials', materialKey(arn, materialId))));
  return found.filter((material) => material !== undefined);
}

/** Returns `material` without its keys: it is still associated with its key, and can be imported again. */
export function withoutKeys({ keys: _keys, wrapped: _wrapped, imported, ...rest }: MaterialRecord): MaterialRecord {
  const { description } = imported ?? {};
  return {
    ...rest,
    imported: { state: 'PENDING_IMPORT', ...(description === undefined ? {} : { description }) },
  };
}

/** Returns `material` as another related key has it: associated, and not imported. */
function forRelated(material: MaterialRecord, arn: string): MaterialRecord {
  return { ...withoutKeys(material), id: materialKey(arn, material.materialId), keyId: arn };
}

/** Returns the changes that add new material to the other related keys: the caller imports it into each of them. */
export function addToRelated(key: KeyRecord, material: MaterialRecord): readonly Change[] {
  return relatedArns(key).map((arn) => ({ store: 'materials', after: forRelated(material, arn) }));
}

/**
 * Returns the materials of a new replica of `key` with the ARN `arn`: the same as those of the primary key, and none
 * imported. The replica key record has the same `materialId` and `materials`.
 */
export async function replicateMaterials(reader: Reader, key: KeyRecord, arn: string): Promise<readonly Change[]> {
  return (await importedMaterials(reader, key)).map((material) => ({
    store: 'materials',
    after: forRelated(material, arn),
  }));
}

/** The state of a key by its material. Pending deletion is not changed; Creating and Updating end as they were to. */
function stateAfter({ state, transition }: KeyRecord, isComplete: boolean): Pick<KeyRecord, 'state' | 'transition'> {
  const withMaterial = (to: KeyState): KeyState => {
    if (!isComplete) return 'PendingImport';
    return to === 'PendingImport' ? 'Enabled' : to;
  };
  if (transition !== undefined) return { state, transition: { ...transition, to: withMaterial(transition.to) } };
  if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion') return { state };
  return { state: withMaterial(state) };
}

/** Returns the members of a key that follow from its materials. `key` has its new number of materials already. */
export function membersOfImported(
  key: KeyRecord,
  materials: readonly MaterialRecord[],
): Pick<KeyMembers, 'state' | 'transition' | 'imported' | 'materialExpiresAt'> {
  const associated = materials.filter((material) => !isPendingRotation(material, key));
  const isComplete = key.materials > 0 && associated.length === key.materials && associated.every(isImported);
  const firstExpiry = (of: readonly MaterialRecord[]) => {
    const first = Math.min(...of.map((material) => expirationOf(material) ?? Infinity));
    return first === Infinity ? undefined : first;
  };
  const validTo = firstExpiry(associated);
  return {
    ...stateAfter(key, isComplete),
    imported: isComplete ? { ...(validTo === undefined ? {} : { validTo }) } : undefined,
    materialExpiresAt: firstExpiry(materials),
  };
}

/**
 * Returns the changes of a key and its materials.
 * @param materials all materials of the key before
 * @param changes changes of them
 * @param members further changed members of the key
 */
export function changeMaterials(
  key: KeyRecord,
  materials: readonly MaterialRecord[],
  changes: readonly { readonly before?: MaterialRecord; readonly after?: MaterialRecord }[],
  members: Partial<Pick<KeyRecord, 'materialId' | 'materials' | 'publicKey'>> = {},
): Change[] {
  const changed = new Map(changes.map(({ before, after }) => [(after ?? before)?.id, after]));
  const others = materials.filter(({ id }) => !changed.has(id));
  const now = [...others, ...[...changed.values()].filter((material) => material !== undefined)];
  return [
    ...updateKeyChanges(key, { ...members, ...membersOfImported({ ...key, ...members }, now) }),
    ...changes.map((change): Change => ({ store: 'materials', ...change })),
  ];
}

/**
 * Returns the changes that remove imported material from a key. Material that is pending rotation is not permanently
 * associated with a key: the primary key then no longer has it, nor have its replica keys.
 */
export async function removeMaterials(
  reader: Reader,
  key: KeyRecord,
  removed: readonly MaterialRecord[],
): Promise<Change[]> {
  const changes: { before: MaterialRecord; after?: MaterialRecord }[] = [];
  const related: Change[] = [];
  for (const before of removed) {
    const isForgotten = isPendingRotation(before, key) && !isReplica(key);
    if (isForgotten) {
      changes.push({ before });
      related.push(...(await removeFromRelated(reader, key, before)));
    } else if (isImported(before)) changes.push({ before, after: withoutKeys(before) });
  }
  return [...changeMaterials(key, await importedMaterials(reader, key), changes), ...related];
}

/** Returns the changes that remove material that is pending rotation from the other related keys. */
async function removeFromRelated(reader: Reader, key: KeyRecord, { materialId }: MaterialRecord): Promise<Change[]> {
  const changes: Change[] = [];
  for (const before of await relatedMaterials(reader, key, materialId)) {
    const other = await reader.get('keys', before.keyId);
    if (other !== undefined)
      changes.push(...changeMaterials(other, await importedMaterials(reader, other), [{ before }]));
  }
  return changes;
}

/** Returns KeyMaterialState. `related`: the materials with the same ID of the other related keys. */
export function materialState(
  material: MaterialRecord,
  key: KeyRecord,
  related: readonly MaterialRecord[],
): RotationsListEntry['KeyMaterialState'] {
  if (!isPendingRotation(material, key)) return material.materialId === key.materialId ? 'CURRENT' : 'NON_CURRENT';
  const isEverywhere = [material, ...related].every(isImported);
  // Of a key that is not multi-Region, pending material is always imported.
  return isEverywhere || key.multiRegion === undefined
    ? 'PENDING_ROTATION'
    : 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
}
