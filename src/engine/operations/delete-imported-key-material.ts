/**
 * DeleteImportedKeyMaterial: deletes imported key material immediately. Material that is permanently associated with
 * the key can be imported again; until then the key is PendingImport. Without such material, nothing happens.
 */
import { KmsError } from '../../model/errors.ts';
import { checkImportOrigin, checkSymmetricMember, materialIdOutput } from '../keys/import-rules.ts';
import { importedMaterials, removeMaterials } from '../keys/imported-materials.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DeleteImportedKeyMaterial operation. */
export const deleteImportedKeyMaterial: Operation<'DeleteImportedKeyMaterial'> = {
  early({ key }) {
    checkImportOrigin(key());
  },
  check({ key, input }) {
    checkSymmetricMember(key(), input, ['KeyMaterialId']);
  },
  async run({ key, input, reader }) {
    const record = key();
    const materialId = input.KeyMaterialId ?? record.materialId;
    const materials = await importedMaterials(reader, record);
    const material = materials.find((one) => one.materialId === materialId);
    // AWS names NotFoundException among the errors of the operation. Its text is unknown.
    if (material === undefined && input.KeyMaterialId !== undefined)
      throw new KmsError('NotFoundException', `Key material '${input.KeyMaterialId}' does not exist`).because(
        'missing-material',
      );
    const { output, responseElements } = materialIdOutput(record, materialId);
    return {
      output,
      responseElements,
      changes: material === undefined ? [] : await removeMaterials(reader, record, [material]),
    };
  },
};
