/** Records and batches for the tests of storage. */
import type { Batch, Database } from '../../src/model/ports.ts';
import type { AuditEvent } from '../../src/model/audit.ts';
import type { AliasRecord, Change, KeyRecord, MaterialRecord } from '../../src/model/records.ts';
import type { Segment } from '../../src/model/segment.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

export function keyRecord(id: string, more: Partial<KeyRecord> = {}): KeyRecord {
  const { account = ACCOUNT, region = REGION } = more;
  return {
    arn: `arn:aws:kms:${region}:${account}:key/${id}`,
    keyId: id,
    account,
    region,
    createdAt: 1000,
    description: '',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    manager: 'CUSTOMER',
    state: 'Enabled',
    materialId: 'ab'.repeat(32),
    materials: 1,
    policy: '{}',
    tags: {},
    ...more,
  };
}

export function aliasRecord(name: string, targetArn: string): AliasRecord {
  return {
    arn: `arn:aws:kms:${REGION}:${ACCOUNT}:${name}`,
    name,
    account: ACCOUNT,
    region: REGION,
    targetArn,
    createdAt: 1000,
    updatedAt: 1000,
  };
}

/** The AES key of a material record. */
export function aesKey(material: MaterialRecord): CryptoKey {
  return material.keys!['SYMMETRIC_DEFAULT']!;
}

export async function materialRecord(keyId: string): Promise<MaterialRecord> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return { id: `${keyId}/m1`, keyId, materialId: 'm1', version: 1, createdAt: 1000, keys: { SYMMETRIC_DEFAULT: key } };
}

export function put(...records: KeyRecord[]): Change[] {
  return records.map((after) => ({ store: 'keys', after }));
}

/** A record that no storage can keep. */
export function unclonable(): KeyRecord {
  return Object.assign(keyRecord('unclonable'), { trap: () => {} });
}

/** A segment whose one touched name tells it apart. */
export function segment(seq: number, name = `segment ${seq}`): Segment {
  return { seq, events: [], touched: [name] };
}

export function event(requestID: string): AuditEvent {
  return {
    at: 1000,
    record: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:user/admin`,
        accountId: ACCOUNT,
        userName: 'admin',
      },
      eventTime: '2030-01-01T00:00:00Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'Encrypt',
      awsRegion: REGION,
      sourceIPAddress: '203.0.113.10',
      userAgent: 'test',
      requestParameters: { keyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      responseElements: null,
      requestID,
      eventID: requestID,
      readOnly: true,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1` }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    },
  };
}

/** For a commit that nothing may get in the way of. */
export const neverTaken = (): never => {
  throw new Error('the number was taken');
};

/** Commits `changes` under the next number, which nobody else may take meanwhile. */
export async function commit(
  database: Database,
  changes: readonly Change[],
  more: Partial<Batch> = {},
): Promise<number> {
  const seq = (await database.lastSeq()) + 1;
  await database.commit({ segment: segment(seq), changes, ...more }, neverTaken, 'relaxed');
  return seq;
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not reject');
    },
    (error: unknown) => error,
  );
}
