/**
 * ImportKeyMaterial: imports key material of the caller. The first material of a key makes it Enabled. After that, a key
 * accepts the same material again, with a new expiration; a symmetric key also accepts new material, which waits for
 * RotateKeyOnDemand. A token can be used again until it expires (inferred).
 */
import { copyBytes } from '../../base/bytes.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { Change, ImportedMaterialRecord, KeyRecord, MaterialRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { ImportedMaterial } from '../custody/custodian.ts';
import { materialKey } from '../custody/material-records.ts';
import { checkImportOrigin, checkSymmetricMember, checkValidTo, materialIdOutput } from '../keys/import-rules.ts';
import { expiredImportParameters, findImportParameters } from '../keys/import-tokens.ts';
import {
  addToRelated,
  changeMaterials,
  importedMaterials,
  isPendingRotation,
  isReplica,
  relatedMaterials,
} from '../keys/imported-materials.ts';
import type { Operation, Run } from '../pipeline/operation.ts';

type Input = ValidInput<'ImportKeyMaterial'>;

const incorrect = () => new KmsError('IncorrectKeyMaterialException').because('other-material');

/** Whether the material is to be new. */
const isNew = ({ ImportType }: Input, { materialId }: KeyRecord): boolean =>
  ImportType === undefined ? materialId === undefined : ImportType === 'NEW_KEY_MATERIAL';

/** Rejects what only a primary key supports. The error is inferred: ReplicateKey has this text for a replica key. */
function checkReplica(key: KeyRecord, input: Input): void {
  if (isReplica(key) && (isNew(input, key) || input.KeyMaterialDescription !== undefined))
    throw new KmsError('UnsupportedOperationException', `${key.arn} is not a multi-region primary key.`).because(
      'import-replica',
    );
}

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

/** The ImportKeyMaterial operation. */
export const importKeyMaterial: Operation<'ImportKeyMaterial'> = {
  early({ key }) {
    checkImportOrigin(key());
  },
  check({ key, input, now }) {
    const record = key();
    checkValidTo(input, now);
    checkSymmetricMember(record, input, ['ImportType', 'KeyMaterialDescription', 'KeyMaterialId']);
    if (isNew(input, record) && input.KeyMaterialId !== undefined)
      throw new KmsError('ValidationException', 'KeyMaterialId cannot be used with ImportType NEW_KEY_MATERIAL.');
    checkReplica(record, input);
  },
  async run(run) {
    const { input, now, reader, custody } = run;
    const key = run.key();
    const parameters = await findImportParameters(reader, key, input.ImportToken, now);
    const custodian = custodianOf(key);
    if (custodian.import === undefined) throw new Error(`Keys of origin ${key.origin} cannot be imported.`);
    const encryptedKeyMaterial = copyBytes(input.EncryptedKeyMaterial);
    const material = await custodian.import(key, { encryptedKeyMaterial, parameters, custody }, run);
    const { materialId, publicKey } = material;
    const materials = await importedMaterials(reader, key);
    const before = materials.find((one) => one.materialId === materialId);
    if (isNew(input, key)) checkNew(key, materials, materialId);
    else if (before === undefined) throw incorrect();
    if (input.KeyMaterialId !== undefined && input.KeyMaterialId !== materialId) throw incorrect();
    const after = recordOf(run, key, material, before);
    // New material of a key that has some is not permanently associated with it before RotateKeyOnDemand.
    const first = key.materialId === undefined ? { materialId, materials: 1 } : {};
    const expired = await expiredImportParameters(reader, key, now);
    return {
      ...materialIdOutput(key, materialId),
      changes: [
        ...changeMaterials(key, materials, [{ ...(before === undefined ? {} : { before }), after }], {
          ...first,
          ...(publicKey === undefined || key.publicKey !== undefined ? {} : { publicKey }),
        }),
        ...(KEY_SPECS[key.spec].kind === 'symmetric' ? await relatedChanges(run, key, after, before) : []),
        ...expired.map((record): Change => ({ store: 'importParameters', before: record })),
      ],
    };
  },
};
