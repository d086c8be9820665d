/**
 * Imports key material into a key: finds the wrapping key of the token, unwraps, and adds the material to those of the
 * key. Loaded for the first import.
 */
import { copyBytes } from '../../base/bytes.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { Change, ImportedMaterialRecord, KeyRecord, MaterialRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { ImportedMaterial } from '../custody/custodian.ts';
import { materialKey } from '../../model/material-ids.ts';
import type { Run, RunResult } from '../pipeline/operation.ts';
import { isNewMaterial, materialIdOutput } from './import-rules.ts';
import {
  addToRelated,
  changeMaterials,
  importedMaterials,
  isPendingRotation,
  relatedMaterials,
} from './imported-materials.ts';

const incorrect = () => new KmsError('IncorrectKeyMaterialException').because('other-material');

/** Checks that the key may have material with this ID in addition to `materials`. */
function checkNew(key: KeyRecord, materials: readonly MaterialRecord[], materialId: string): void {
  if (materials.some((material) => material.materialId === materialId)) throw incorrect();
  const pending = materials.find((material) => isPendingRotation(material, key));
  // Recorded. Key pairs and HMAC keys have only one material.
  if (pending !== undefined)
    throw new KmsError(
      'KMSInvalidStateException',
      `New key material (id: ${materialId}) cannot be imported into KMS key ${key.arn}, because another key material (id: ${pending.materialId}) is pending rotation.`,
    ).because('pending-material');
}

/** Returns the record of imported material. `before`: the record of the same material. */
function recordOf(
  { input, now }: Run<'ImportKeyMaterial'>,
  key: KeyRecord,
  { materialId, keys, wrapped, asBytes }: ImportedMaterial,
  before: MaterialRecord | undefined,
): MaterialRecord {
  const description = input.KeyMaterialDescription ?? before?.imported?.description;
  const imported: ImportedMaterialRecord = {
    state: 'IMPORTED',
    ...(description === undefined ? {} : { description }),
    ...(input.ValidTo === undefined ? {} : { validTo: input.ValidTo.getTime() }),
    ...(asBytes ? { asBytes } : {}),
  };
  return {
    id: materialKey(key.arn, materialId),
    keyId: key.arn,
    materialId,
    version: before?.version ?? key.materials + 1,
    createdAt: before?.createdAt ?? now,
    ...(before?.rotation === undefined ? {} : { rotation: before.rotation }),
    ...(keys === undefined ? {} : { keys }),
    ...(wrapped === undefined ? {} : { wrapped }),
    imported,
  };
}

/** Returns the changes of the other related keys: they get new material to import, or its new description. */
async function relatedChanges(
  { input, reader }: Run<'ImportKeyMaterial'>,
  key: KeyRecord,
  after: MaterialRecord,
  before: MaterialRecord | undefined,
): Promise<readonly Change[]> {
  if (before === undefined) return addToRelated(key, after);
  const description = input.KeyMaterialDescription;
  if (description === undefined) return [];
  return (await relatedMaterials(reader, key, after.materialId)).map((other): Change => {
    const imported = { state: 'PENDING_IMPORT' as const, ...other.imported, description };
    return { store: 'materials', before: other, after: { ...other, imported } };
  });
}

/**
 * Returns the result of ImportKeyMaterial.
 * @throws {KmsError} for tokens and materials that AWS rejects, see import-errors.test.ts
 */
export async function importMaterial(run: Run<'ImportKeyMaterial'>): Promise<RunResult<'ImportKeyMaterial'>> {
  const { input, now, reader, custody } = run;
  const key = run.key();
  const custodian = custodianOf(key);
  if (custodian.import === undefined) throw new Error(`Keys of origin ${key.origin} cannot be imported.`);
  const request = {
    encryptedKeyMaterial: copyBytes(input.EncryptedKeyMaterial),
    importToken: input.ImportToken,
    custody,
    at: now,
  };
  const material = await custodian.import(key, request, run);
  const { materialId, publicKey } = material;
  const materials = await importedMaterials(reader, key);
  const before = materials.find((one) => one.materialId === materialId);
  if (isNewMaterial(input, key)) checkNew(key, materials, materialId);
  else if (before === undefined) throw incorrect();
  if (input.KeyMaterialId !== undefined && input.KeyMaterialId !== materialId) throw incorrect();
  const after = recordOf(run, key, material, before);
  // New material of a key that has some is not permanently associated with it before RotateKeyOnDemand.
  const first = key.materialId === undefined ? { materialId, materials: 1 } : {};
  return {
    ...materialIdOutput(key, materialId),
    changes: [
      ...changeMaterials(key, materials, [{ ...(before === undefined ? {} : { before }), after }], {
        ...first,
        ...(publicKey === undefined || key.publicKey !== undefined ? {} : { publicKey }),
      }),
      ...(KEY_SPECS[key.spec].kind === 'symmetric' ? await relatedChanges(run, key, after, before) : []),
    ],
  };
}
