/**
 * CloudTrail records of actions that KMS takes by itself. None for AWS owned keys. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-deleteexpiredkeymaterial.html
 */
import { createUuid } from '../../base/uuid.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { AuditEvent, CloudTrailRecord } from '../../model/audit.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord } from '../../model/records.ts';
import { formatEventTime } from './format-dates.ts';

type Particulars = Pick<CloudTrailRecord, 'eventName' | 'responseElements'> &
  Partial<Pick<CloudTrailRecord, 'serviceEventDetails' | 'additionalEventData' | 'requestID' | 'eventType'>>;

function serviceEvents(key: KeyRecord, now: number, random: Random, particulars: Particulars): readonly AuditEvent[] {
  if (key.ownedBy !== undefined) return [];
  const event: AuditEvent = {
    at: now,
    record: {
      eventVersion: '1.11',
      userIdentity: { accountId: key.account, invokedBy: 'AWS Internal' },
      eventTime: formatEventTime(now),
      eventSource: 'kms.amazonaws.com',
      awsRegion: key.region,
      sourceIPAddress: 'AWS Internal',
      userAgent: 'AWS Internal',
      requestParameters: null,
      eventID: createUuid(random.publicBytes(16)),
      readOnly: false,
      resources: [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }],
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: key.account,
      eventCategory: 'Management',
      ...particulars,
    },
  };
  return [event];
}

/** Records the deletion of a key at the end of its waiting period. */
export function createDeleteKeyEvents(
  key: KeyRecord,
  now: number,
  random: Random,
  additionalEventData?: CloudTrailRecord['additionalEventData'],
): readonly AuditEvent[] {
  return serviceEvents(key, now, random, {
    eventName: 'DeleteKey',
    responseElements: { keyId: key.arn },
    ...(additionalEventData === undefined ? {} : { additionalEventData }),
  });
}

/**
 * Records that KMS copied the shared properties of a multi-Region key to the related key `key`. The record is that of
 * an API call. Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-synchronize-multi-region-key.html
 */
export function createSynchronizeEvent(key: KeyRecord, now: number, random: Random): readonly AuditEvent[] {
  return serviceEvents(key, now, random, {
    eventName: 'SynchronizeMultiRegionKey',
    responseElements: { keyId: key.arn },
    requestID: createUuid(random.publicBytes(16)),
    eventType: 'AwsApiCall',
  });
}

/** Records that imported material of a key expired. Only symmetric keys show the ID of their material (inferred). */
export function createDeleteExpiredKeyMaterialEvents(
  key: KeyRecord,
  materialId: string,
  now: number,
  random: Random,
): readonly AuditEvent[] {
  return serviceEvents(key, now, random, {
    eventName: 'DeleteExpiredKeyMaterial',
    responseElements: null,
    serviceEventDetails: {
      keyId: key.keyId,
      ...(KEY_SPECS[key.spec].kind === 'symmetric' ? { keyMaterialId: materialId } : {}),
    },
  });
}

/** Records a rotation of `key`, given with its previous material. */
export function createRotateKeyEvents(
  key: KeyRecord,
  materialId: string,
  type: 'AUTOMATIC' | 'ON_DEMAND',
  now: number,
  random: Random,
): readonly AuditEvent[] {
  return serviceEvents(key, now, random, {
    eventName: 'RotateKey',
    responseElements: null,
    serviceEventDetails: {
      keyId: key.keyId,
      rotationType: type,
      keyOrigin: key.origin,
      ...(key.materialId === undefined ? {} : { previousKeyMaterialId: key.materialId }),
      currentKeyMaterialId: materialId,
    },
  });
}
