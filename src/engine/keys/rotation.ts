/**
 * Rotation: new key material for the same key. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html
 */
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { CustodyContext } from '../custody/custodian.ts';
import { importedMaterials, membersOfImported } from './imported-materials.ts';
import { updateKeyChanges } from './key-changes.ts';
import { multiRegionKeyTypeOf, relatedKeys, updateRelatedChanges } from './multi-region.ts';

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** Default rotation period in days. */
export const DEFAULT_ROTATION_PERIOD_DAYS = 365;

/** Rejects a key whose material KMS did not generate. Measured: checked before the state. */
export function checkRotationOrigin(key: KeyRecord): void {
  const { origin, arn } = key;
  if (origin === 'EXTERNAL')
    throw new KmsError(
      'UnsupportedOperationException',
      `${arn} origin is EXTERNAL which is not valid for this operation.`,
    ).because(fitsKey(OPERATION_FACTS.RotateKeyOnDemand, key) ? 'rotation-imported' : 'rotation-key');
  if (origin !== 'AWS_KMS') throw new KmsError('UnsupportedOperationException').because('rotation-key');
}

/** Rejects a key that is not symmetric, or in a custom key store. AWS sends no text. */
export function checkRotationSpec(key: KeyRecord): void {
  if (!fitsKey(OPERATION_FACTS.RotateKeyOnDemand, key) || key.keyStoreId !== undefined)
    throw new KmsError('UnsupportedOperationException').because('rotation-key');
}

/**
 * Returns the schedule of a key that can rotate again at `at`: a rotation that it missed is due immediately. A replica
 * never rotates, so it keeps the schedule.
 */
export function postponedRotation(key: KeyRecord, at: number): Pick<KeyRecord, 'rotation'> {
  const { rotation } = key;
  if (rotation === undefined) return {};
  const isLate = rotation.nextAt < at && multiRegionKeyTypeOf(key) !== 'REPLICA';
  return { rotation: isLate ? { ...rotation, nextAt: at } : rotation };
}

/**
 * Returns the changes that give `key` and its related keys new material, created at `at`. An automatic rotation
 * schedules the next one a period later; one on demand leaves the schedule.
 */
export async function rotateKeyMaterial(
  key: KeyRecord,
  type: 'AUTOMATIC' | 'ON_DEMAND',
  at: number,
  context: CustodyContext,
): Promise<{ changes: Change[]; materialId: string }> {
  const custodian = custodianOf(key);
  const material = await custodian.rotate(key, { at, type }, context);
  const { rotation } = key;
  const next =
    rotation !== undefined && type === 'AUTOMATIC'
      ? { ...rotation, nextAt: at + rotation.periodInDays * DAY_MS }
      : rotation;
  const { materialId } = material;
  const members = { materialId, materials: key.materials + 1, rotation: next };
  if (key.origin !== 'EXTERNAL')
    return {
      changes: [...(await updateRelatedChanges(key, members, context.reader)), ...material.changes],
      materialId,
    };
  // Each related key has imported material of its own.
  const importedMembers = async (of: KeyRecord) =>
    membersOfImported({ ...of, materials: members.materials }, await importedMaterials(context.reader, of));
  const changes = [...updateKeyChanges(key, { ...members, ...(await importedMembers(key)) }), ...material.changes];
  for (const related of await relatedKeys(key, context.reader)) {
    const imported = await custodian.rotate(related, { at, type }, context);
    changes.push(
      ...updateKeyChanges(related, { ...members, ...(await importedMembers(related)) }),
      ...imported.changes,
    );
  }
  return { changes, materialId };
}
