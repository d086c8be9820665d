/**
 * Rules of imports: which keys accept key material, under which wrapping algorithms, with which members. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html
 */
import { wrappingChoices, type WrappingChoice } from '../../model/import-wrapping.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { ExpirationModelType, ImportType } from '../../model/sdk.ts';
import { DAY_MS } from './rotation.ts';

/**
 * Longest validity of imported key material. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html (ValidTo)
 */
const MAX_VALIDITY_DAYS = 365;

/**
 * Rejects a key whose material KMS generates. Measured: checked before the state.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkImportOrigin({ origin, arn }: KeyRecord): void {
  if (origin !== 'EXTERNAL')
    throw new KmsError(
      'UnsupportedOperationException',
      `${arn} origin is ${origin} which is not valid for this operation.`,
    ).because('import-origin');
}

/**
 * Rejects wrapping algorithms and key specs that do not suit the key. AWS documents them; the error is inferred.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkWrapping({ spec, region }: KeyRecord, { algorithm, keySpec }: WrappingChoice): void {
  if (!wrappingChoices(spec, region).some((choice) => choice.algorithm === algorithm && choice.keySpec === keySpec))
    throw new KmsError('UnsupportedOperationException').because('import-wrapping');
}

/**
 * Checks expiration model and time. The first text is recorded; AWS's other texts are unknown.
 * @throws {KmsError} ValidationException
 */
export function checkValidTo(
  { ExpirationModel, ValidTo }: { ExpirationModel?: ExpirationModelType | undefined; ValidTo?: Date | undefined },
  now: number,
): void {
  const invalid = (text: string): KmsError => new KmsError('ValidationException', text);
  if (ExpirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (ValidTo !== undefined)
      throw invalid('A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE');
    return;
  }
  if (ValidTo === undefined) throw invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
  if (ValidTo.getTime() <= now) throw invalid('ValidTo must be in the future');
  if (ValidTo.getTime() - now > MAX_VALIDITY_DAYS * DAY_MS)
    throw invalid(`ValidTo must be at most ${MAX_VALIDITY_DAYS} days in the future`);
}

/**
 * Rejects members that only symmetric encryption keys support. AWS documents that; the error is inferred.
 * @throws {KmsError} ValidationException
 */
export function checkSymmetricMember<M extends string>(
  { spec }: KeyRecord,
  input: Partial<Readonly<Record<M, unknown>>>,
  members: readonly M[],
): void {
  if (KEY_SPECS[spec].kind === 'symmetric') return;
  for (const member of members)
    if (input[member] !== undefined)
      throw new KmsError('ValidationException', `${member} is only supported for symmetric encryption keys.`);
}

/** Returns output and responseElements of an import or a deletion: AWS returns the ID only for symmetric keys. */
export function materialIdOutput({ arn, spec }: KeyRecord, materialId: string | undefined) {
  const isShown = KEY_SPECS[spec].kind === 'symmetric' && materialId !== undefined;
  return {
    output: { KeyId: arn, ...(isShown ? { KeyMaterialId: materialId } : {}) },
    responseElements: { keyId: arn, ...(isShown ? { keyMaterialId: materialId } : {}) },
  };
}

/** Whether the material of a request is to be new. AWS's default: until a key has material. */
export function isNewMaterial(
  { ImportType }: { readonly ImportType?: ImportType | undefined },
  { materialId }: KeyRecord,
): boolean {
  return ImportType === undefined ? materialId === undefined : ImportType === 'NEW_KEY_MATERIAL';
}
