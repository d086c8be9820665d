/**
 * ListKeyRotations: lists the completed rotations of a key, oldest first; with ALL_KEY_MATERIAL also its first
 * material.
 */
import type { MaterialRecord } from '../../model/records.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';
import { checkRotationSpec } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

function entry({ keyId, materialId, rotation }: MaterialRecord, current: string | undefined): RotationsListEntry {
  return {
    KeyId: keyId,
    KeyMaterialId: materialId,
    KeyMaterialState: materialId === current ? 'CURRENT' : 'NON_CURRENT',
    ...(rotation === undefined ? {} : { RotationDate: new Date(rotation.at), RotationType: rotation.type }),
  };
}

/** The ListKeyRotations operation. */
export const listKeyRotations: Operation<'ListKeyRotations'> = {
  check({ key }) {
    checkRotationSpec(key());
  },
  async run({ input, key, reader }) {
    const { keyId, materialId } = key();
    const limit = pageSize('ListKeyRotations', input.Limit);
    const after = Number(decodeMarker(input.Marker, ['number'])?.[0] ?? 0);
    // The first material was not created by a rotation.
    const first = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' ? 0 : 1;
    const materials = await reader.page('materials', 'key', [keyId], limit + 1, [keyId, Math.max(after, first)]);
    const { page, ...rest } = createPage(materials, limit, (material) => [material.version]);
    return { output: { Rotations: page.map((material) => entry(material, materialId)), ...rest } };
  },
};
