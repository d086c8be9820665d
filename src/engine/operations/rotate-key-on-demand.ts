/**
 * RotateKeyOnDemand: creates new material immediately, at most 25 times per key. The automatic schedule is unchanged.
 */
import { KmsError } from '../../model/errors.ts';
import { QUOTAS } from '../../model/quotas.ts';
import { createRotateKeyEvents } from '../audit/service-events.ts';
import { checkRotationSpec, rotateKeyMaterial } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';

/**
 * Milliseconds before an automatic rotation during which this operation is rejected (ConflictException). Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html
 */
const TOO_CLOSE = 20 * 60_000;

/** The RotateKeyOnDemand operation. */
export const rotateKeyOnDemand: Operation<'RotateKeyOnDemand'> = {
  check({ key, now }) {
    const record = key();
    checkRotationSpec(record);
    // Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html (custom key stores)
    if (record.keyStoreId !== undefined) throw new KmsError('UnsupportedOperationException').because('rotation-key');
    if (record.rotation !== undefined && record.rotation.nextAt - now <= TOO_CLOSE) {
      throw new KmsError(
        'ConflictException',
        undefined,
        'An automatic rotation is scheduled within the next 20 minutes. Wait until it has run.',
      );
    }
  },
  async checkQuota({ key, reader }) {
    const record = key();
    const materials = await reader.all('materials', 'key', [record.keyId]);
    if (materials.filter((material) => material.rotation?.type === 'ON_DEMAND').length >= QUOTAS.onDemandRotations) {
      throw new KmsError(
        'LimitExceededException',
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${record.arn}`,
      ).because('rotations-quota');
    }
  },
  async run(run) {
    const { now, random } = run;
    const record = run.key();
    const { changes, materialId } = await rotateKeyMaterial(record, 'ON_DEMAND', now, run);
    return {
      output: { KeyId: record.arn },
      changes,
      serviceEvents: createRotateKeyEvents(record, materialId, 'ON_DEMAND', now, random),
    };
  },
};
