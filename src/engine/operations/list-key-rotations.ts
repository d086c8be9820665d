/**
 * ListKeyRotations: lists the completed rotations of a key, oldest first; with ALL_KEY_MATERIAL also its first material
 * and, last (inferred), imported material that is pending rotation.
 */
import type { KeyRecord, MaterialRecord } from '../../model/records.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { materialOwner } from '../custody/material-records.ts';
import { isPendingRotation, materialState, relatedMaterials } from '../keys/imported-materials.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';
import { checkRotationSpec } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Reader } from '../transaction/reader.ts';

/** The members of imported material. Material that is not imported now has no expiration (documented). */
function importedEntry({ imported }: MaterialRecord): Partial<RotationsListEntry> {
  if (imported === undefined) return {};
  const { description, state } = imported;
  return {
    ...(description === undefined ? {} : { KeyMaterialDescription: description }),
    ImportState: state,
    ...(state === 'PENDING_IMPORT'
      ? {}
      : imported.validTo === undefined
        ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
        : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(imported.validTo) }),
  };
}

async function entry(reader: Reader, key: KeyRecord, material: MaterialRecord): Promise<RotationsListEntry> {
  const { materialId, rotation } = material;
  const related = isPendingRotation(material, key) ? await relatedMaterials(reader, key, materialId) : [];
  return {
    KeyId: key.keyId,
    KeyMaterialId: materialId,
    ...importedEntry(material),
    KeyMaterialState: materialState(material, key, related),
    ...(rotation === undefined ? {} : { RotationDate: new Date(rotation.at), RotationType: rotation.type }),
  };
}

/** The ListKeyRotations operation. */
export const listKeyRotations: Operation<'ListKeyRotations'> = {
  check({ key }) {
    checkRotationSpec(key());
  },
  async run({ input, key, reader }) {
    const record = key();
    const owner = materialOwner(record);
    const limit = pageSize('ListKeyRotations', input.Limit);
    const after = Number(decodeMarker(input.Marker, ['number'])?.[0] ?? 0);
    const isAll = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    // The first material was not created by a rotation.
    const first = isAll ? 0 : 1;
    const found = await reader.page('materials', 'key', [owner], limit + 1, [owner, Math.max(after, first)]);
    const materials = isAll ? found : found.filter((material) => !isPendingRotation(material, record));
    const { page, ...rest } = createPage(materials, limit, (material) => [material.version]);
    return {
      output: { Rotations: await Promise.all(page.map((material) => entry(reader, record, material))), ...rest },
    };
  },
};
