/** Key material as records of the store `materials`: shared by all places that keep it in this database. */
import { toHex } from '../../base/hex.ts';
import type { CustodyView } from '../../model/contract.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord, MaterialRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { Reader } from '../transaction/reader.ts';
import type { Custodian } from './custodian.ts';

/** A key that has key material. */
export type KeyWithMaterial = KeyRecord & Required<Pick<KeyRecord, 'materialId'>>;

/** Key of a material record. */
export function materialKey(owner: string, materialId: string): string {
  return `${owner}/${materialId}`;
}

/** Returns the `keyId` of the material records of a key. */
export function materialOwner({ origin, keyId, arn }: Pick<KeyRecord, 'origin' | 'keyId' | 'arn'>): string {
  return origin === 'EXTERNAL' ? arn : keyId;
}

/**
 * Creates a material record without its material. The ID is random: the material cannot be read, so it has no digest.
 */
export function newMaterialRecord(
  keyId: string,
  version: number,
  createdAt: number,
  random: Random,
): Omit<MaterialRecord, 'keys' | 'wrapped' | 'rotation'> {
  const materialId = toHex(random.bytes(32));
  return { id: materialKey(keyId, materialId), keyId, materialId, version, createdAt };
}

/** Finds the material of a key: the current one, or the one with `materialId`. Undefined if it does not exist. */
export function findMaterial(
  reader: Reader,
  key: KeyRecord,
  materialId = key.materialId,
): Promise<MaterialRecord | undefined> {
  if (materialId === undefined) return Promise.resolve(undefined);
  return reader.get('materials', materialKey(materialOwner(key), materialId));
}

/** Creates the error for a key whose current material is lost. */
export function missingMaterial(key: KeyRecord): DamagedRecordError {
  return new DamagedRecordError({ store: 'materials', id: materialKey(materialOwner(key), key.materialId ?? '') });
}

/**
 * Checks that a key has key material. A call with a key that has none fails before, by the state of the key.
 * @throws {DamagedRecordError}
 */
export function assertMaterial(key: KeyRecord): asserts key is KeyWithMaterial {
  if (key.materialId === undefined) throw missingMaterial(key);
}

/**
 * Returns the current material of a key.
 * @throws {DamagedRecordError} if it does not exist
 */
export async function currentMaterial(reader: Reader, key: KeyRecord): Promise<MaterialRecord> {
  const material = await findMaterial(reader, key);
  if (material === undefined) throw missingMaterial(key);
  return material;
}

/** Returns the custody of a material. */
export function viewMaterial({ keys, wrapped, imported }: MaterialRecord): CustodyView {
  const view = { native: Object.keys(keys ?? {}), wrapped: wrapped !== undefined };
  if (imported === undefined) return view;
  if (imported.state === 'PENDING_IMPORT') return { ...view, imported: 'missing' };
  return { ...view, imported: imported.asBytes ? 'bytes' : 'unwrapped' };
}

/** `destroy` and `describe` for material that is kept as records. */
export const recordedMaterial: Pick<Custodian, 'destroy' | 'describe'> = {
  async destroy(key, { reader }) {
    const materials = await reader.all('materials', 'key', [materialOwner(key)]);
    return materials.map((before) => ({ store: 'materials', before }));
  },
  async describe(key, { reader }) {
    const material = await findMaterial(reader, key);
    return material && viewMaterial(material);
  },
};
