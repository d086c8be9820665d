/** Rotation: new material for a key that stays the same key. Source: the guide's pages on automatic and on-demand rotation. */
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { CustodyContext } from '../custody/custodian.ts';
import { updateKeyChanges } from './key-changes.ts';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Days between automatic rotations when the caller says nothing. */
export const DEFAULT_ROTATION_PERIOD_DAYS = 365;

/** Refuses a key that gets its material from elsewhere. Measured: checked before the state. */
export function checkRotationOrigin({ origin, arn }: KeyRecord): void {
  if (origin === 'EXTERNAL')
    throw new KmsError(
      'UnsupportedOperationException',
      `${arn} origin is EXTERNAL which is not valid for this operation.`,
    );
  if (origin !== 'AWS_KMS') throw new KmsError('UnsupportedOperationException');
}

/** Refuses a key that is not symmetric: AWS sends no text. */
export function checkRotationSpec(key: KeyRecord): void {
  if (!fitsKey(OPERATION_FACTS.RotateKeyOnDemand, key)) throw new KmsError('UnsupportedOperationException');
}

/** `key` with new current material made at `at`. An automatic rotation sets the next time one period later; a rotation on demand leaves it. */
export async function rotateKeyMaterial(
  key: KeyRecord,
  type: 'AUTOMATIC' | 'ON_DEMAND',
  at: number,
  context: CustodyContext,
): Promise<{ changes: Change[]; materialId: string }> {
  const material = await custodianOf(key).rotate(key, { at, type }, context);
  const { rotation } = key;
  const next =
    rotation !== undefined && type === 'AUTOMATIC'
      ? { ...rotation, nextAt: at + rotation.periodInDays * DAY_MS }
      : rotation;
  return {
    changes: [
      ...updateKeyChanges(key, { materialId: material.materialId, materials: key.materials + 1, rotation: next }),
      ...material.changes,
    ],
    materialId: material.materialId,
  };
}
