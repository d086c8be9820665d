/**
 * CloudTrail records of actions that KMS takes by itself. None for AWS owned keys. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
 */
import { createUuid } from '../../base/uuid.ts';
import type { AuditEvent, CloudTrailRecord } from '../../model/audit.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord } from '../../model/records.ts';
import { formatEventTime } from './format-dates.ts';

type Particulars = Pick<CloudTrailRecord, 'eventName' | 'responseElements'> &
  Partial<Pick<CloudTrailRecord, 'serviceEventDetails'>>;

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
      ...particulars,
      eventID: createUuid(random.publicBytes(16)),
      readOnly: false,
      resources: [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }],
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: key.account,
      eventCategory: 'Management',
    },
  };
  return [event];
}

/** Records the deletion of a key at the end of its waiting period. */
export function createDeleteKeyEvents(key: KeyRecord, now: number, random: Random): readonly AuditEvent[] {
  return serviceEvents(key, now, random, { eventName: 'DeleteKey', responseElements: { keyId: key.arn } });
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
