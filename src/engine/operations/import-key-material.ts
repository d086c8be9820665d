/**
 * ImportKeyMaterial: imports key material of the caller. The first material of a key makes it Enabled. After that, a
 * key accepts the same material again, with a new expiration; a symmetric key also accepts new material, which waits
 * for RotateKeyOnDemand. A token can be used again until it expires (inferred).
 */
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import { checkImportOrigin, checkSymmetricMember, checkValidTo, isNewMaterial } from '../keys/import-rules.ts';
import { checkNoReplica } from '../keys/multi-region.ts';
import type { Operation } from '../pipeline/operation.ts';

/** Rejects what only a primary key supports. AWS documents it; the error is inferred. */
function checkReplica(key: KeyRecord, input: ValidInput<'ImportKeyMaterial'>): void {
  if (isNewMaterial(input, key) || input.KeyMaterialDescription !== undefined) checkNoReplica(key);
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
    if (isNewMaterial(input, record) && input.KeyMaterialId !== undefined)
      throw new KmsError('ValidationException', 'KeyMaterialId cannot be used with ImportType NEW_KEY_MATERIAL.');
    checkReplica(record, input);
  },
  async run(run) {
    const { importMaterial } = await import('../keys/import-material.ts');
    return importMaterial(run);
  },
};
