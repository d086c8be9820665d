/** Material as records of the `materials` store: what all places that keep material in this database have in common. */
import { toHex } from '../../base/hex.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord, MaterialRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';
import type { Custodian } from './custodian.ts';

/** The key of a material record. */
export function materialKey(keyId: string, materialId: string): string {
  return `${keyId}/${materialId}`;
}

/** A material record without its material. Its id is random: nobody can read the material, so no digest of it can name it. */
export function newMaterialRecord(
  keyId: string,
  version: number,
  createdAt: number,
  random: Random,
): Omit<MaterialRecord, 'keys' | 'wrapped' | 'rotation'> {
  const materialId = toHex(random.bytes(32));
  return { id: materialKey(keyId, materialId), keyId, materialId, version, createdAt };
}

/** The material of a key: the current one, or the one that `materialId` names. Undefined when it does not exist. */
export function findMaterial(
  reader: Reader,
  key: KeyRecord,
  materialId = key.materialId,
): Promise<MaterialRecord | undefined> {
  return reader.get('materials', materialKey(key.keyId, materialId));
}

/** The current material of a key. Throws Error when it does not exist. */
export async function currentMaterial(reader: Reader, key: KeyRecord): Promise<MaterialRecord> {
  const material = await findMaterial(reader, key);
  if (material === undefined) throw new Error(`The current material of ${key.arn} is missing.`);
  return material;
}

/** `destroy` and `describe` of material that is kept as records. */
export const recordedMaterial: Pick<Custodian, 'destroy' | 'describe'> = {
  async destroy(key, { reader }) {
    const materials = await reader.all('materials', 'key', [key.keyId]);
    return materials.map((before) => ({ store: 'materials', before }));
  },
  async describe(key, { reader }) {
    const material = await findMaterial(reader, key);
    return material && { native: Object.keys(material.keys ?? {}), wrapped: material.wrapped !== undefined };
  },
};
