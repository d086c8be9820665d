/**
 * RotateKeyOnDemand: creates new material immediately, at most 25 times per key. The automatic schedule is unchanged.
 * Of a key with imported key material, the material that is pending rotation becomes the current one.
 */
import { KmsError } from '../../model/errors.ts';
import { QUOTAS } from '../../model/quotas.ts';
import { createRotateKeyEvents } from '../audit/service-events.ts';
import type { KeyRecord } from '../../model/records.ts';
import { materialOwner } from '../custody/material-records.ts';
import { importedMaterials, isPendingRotation, materialState, relatedMaterials } from '../keys/imported-materials.ts';
import { createSynchronizeEvents } from '../keys/synchronize-events.ts';
import { checkNoReplica } from '../keys/multi-region.ts';
import { checkRotationSpec, rotateKeyMaterial } from '../keys/rotation.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Milliseconds before an automatic rotation during which this operation is rejected (ConflictException). Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html
 */
const TOO_CLOSE = 20 * 60_000;

/**
 * Checks that imported key material is pending rotation: in all Regions, for a multi-Region key. The text is recorded.
 * @throws {KmsError} KMSInvalidStateException
 */
async function checkPendingMaterial(reader: Reader, key: KeyRecord): Promise<void> {
  if (key.origin !== 'EXTERNAL') return;
  const pending = (await importedMaterials(reader, key)).find((material) => isPendingRotation(material, key));
  if (pending !== undefined) {
    const related = await relatedMaterials(reader, key, pending.materialId);
    if (materialState(pending, key, related) === 'PENDING_ROTATION') return;
  }
  throw new KmsError(
    'KMSInvalidStateException',
    `No available key material pending rotation for the key: ${key.arn}.`,
  ).because('no-pending-material');
}

/** The RotateKeyOnDemand operation. */
export const rotateKeyOnDemand: Operation<'RotateKeyOnDemand'> = {
  early({ key }) {
    checkNoReplica(key());
  },
  async check({ key, now, reader }) {
    const record = key();
    checkRotationSpec(record);
    await checkPendingMaterial(reader, record);
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
    const materials = await reader.all('materials', 'key', [materialOwner(record)]);
    if (materials.filter((material) => material.rotation?.type === 'ON_DEMAND').length >= QUOTAS.onDemandRotations) {
      throw new KmsError(
        'LimitExceededException',
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${record.arn}`,
      ).because('rotations-quota');
    }
  },
  async run(run) {
    const { now, random, reader } = run;
    const record = run.key();
    const { changes, materialId } = await rotateKeyMaterial(record, 'ON_DEMAND', now, run);
    return {
      output: { KeyId: record.arn },
      changes,
      serviceEvents: [
        ...createRotateKeyEvents(record, materialId, 'ON_DEMAND', now, random),
        ...(await createSynchronizeEvents(record, now, { reader, random })),
      ],
    };
  },
};
