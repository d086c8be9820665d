/**
 * How each service calls KMS, as policies and grants see it: one row for each service and condition. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html and, for the encryption contexts,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context,
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-secrets-manager.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html
 */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const BOB = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;

type Answer = 'allowed' | 'denied';

/** Whether KMS allowed the calls of a service. Any other failure is thrown. */
async function answerTo(work: Promise<unknown>): Promise<Answer> {
  try {
    await work;
    return 'allowed';
  } catch (error) {
    const { name, kmsError = name } = error as { readonly name: string; readonly kmsError?: string };
    if (kmsError !== 'AccessDeniedException') throw error;
    return 'denied';
  }
}

/** What ann does with a service under a key. */
interface Use {
  readonly run: (strongroom: StrongroomLibrary, KeyId: string) => Promise<unknown>;
  /** The service in `kms:ViaService`. Omitted: ann's app calls KMS itself. */
  readonly via?: string;
  /** A pair of the encryption context. Omitted: its value is not known before the call. */
  readonly context?: readonly [name: string, value: string];
  /** The use is a CreateGrant by the service. */
  readonly isGrant?: true;
}

const bucketWith = (KMSMasterKeyID: string, BucketKeyEnabled: boolean) => ({
  Bucket: 'reports',
  Encryption: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID, BucketKeyEnabled } as const,
});

const USES: Readonly<Record<string, Use>> = {
  object: {
    via: 's3',
    context: ['aws:s3:arn', 'arn:aws:s3:::reports/a.txt'],
    async run({ services: { objectStore } }, KeyId) {
      await objectStore.createBucket(bucketWith(KeyId, false));
      await objectStore.putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'x', caller: ANN });
      await objectStore.getObject({ Bucket: 'reports', Key: 'a.txt', caller: ANN });
    },
  },
  'object with a bucket key': {
    via: 's3',
    context: ['aws:s3:arn', 'arn:aws:s3:::reports'],
    async run({ services: { objectStore } }, KeyId) {
      await objectStore.createBucket(bucketWith(KeyId, true));
      await objectStore.putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'x', caller: ANN });
      await objectStore.getObject({ Bucket: 'reports', Key: 'a.txt', caller: ANN });
    },
  },
  secret: {
    via: 'secretsmanager',
    async run({ services: { secretStore } }, KmsKeyId) {
      await secretStore.createSecret({ Name: 'password', SecretString: 'x', KmsKeyId, caller: ANN });
      await secretStore.getSecretValue({ SecretId: 'password', caller: ANN });
    },
  },
  'new volume': {
    via: 'volumes',
    run: ({ services: { volumes } }, KmsKeyId) => volumes.createVolume({ KmsKeyId, caller: ANN }),
  },
  'attached volume': {
    via: 'volumes',
    isGrant: true,
    async run({ services: { volumes } }, KmsKeyId) {
      const { VolumeId } = await volumes.createVolume({ KmsKeyId });
      await volumes.attachVolume({ VolumeId, caller: ANN });
    },
  },
  'table item': {
    context: ['tenant', 'red'],
    async run({ services: { tenantTable } }, KeyId) {
      await tenantTable.createTable({ TableName: 't', isolation: 'context', KeyId });
      const item = { TableName: 't', tenant: 'red', id: '1', caller: ANN };
      await tenantTable.putItem({ ...item, text: 'x' });
      await tenantTable.getItem(item);
    },
  },
  order: {
    context: ['app', 'orders'],
    async run({ services: { orders } }, KeyId) {
      const { ok, cause } = await orders.start({ KeyId, caller: ANN });
      if (!ok) throw cause as Error;
    },
  },
};

const equals = (name: string, value: string) => ({ StringEquals: { [name]: value } });

/** Conditions, and whether a use meets each. Undefined: the row does not apply. */
const CONDITIONS: Readonly<
  Record<string, (use: Use) => { readonly condition: object; readonly isMet: boolean } | undefined>
> = {
  'kms:ViaService of its service': ({ via }) => ({
    condition: equals('kms:ViaService', `${via ?? 's3'}.us-east-1.amazonaws.com`),
    isMet: via !== undefined,
  }),
  'kms:ViaService in another Region': ({ via }) => ({
    condition: equals('kms:ViaService', `${via ?? 's3'}.eu-west-1.amazonaws.com`),
    isMet: false,
  }),
  'kms:ViaService of another service': () => ({
    condition: equals('kms:ViaService', 'dynamodb.us-east-1.amazonaws.com'),
    isMet: false,
  }),
  'no kms:ViaService': ({ via }) => ({
    condition: { Null: { 'kms:ViaService': 'true' } },
    isMet: via === undefined,
  }),
  'kms:CallerAccount': () => ({ condition: equals('kms:CallerAccount', ACCOUNT), isMet: true }),
  'kms:CallerAccount of another account': () => ({
    condition: equals('kms:CallerAccount', OTHER_ACCOUNT),
    isMet: false,
  }),
  'kms:GrantIsForAWSResource': ({ isGrant }) => ({
    condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    isMet: isGrant === true,
  }),
  'its encryption context': ({ context }) =>
    context && { condition: equals(`kms:EncryptionContext:${context[0]}`, context[1]), isMet: true },
  'another encryption context': ({ context }) =>
    context && { condition: equals(`kms:EncryptionContext:${context[0]}`, `${context[1]}0`), isMet: false },
};

describe('a service that calls KMS for its caller', () => {
  let strongroom: StrongroomLibrary;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    await strongroom.sandbox.settings.set({ propagationDelaySeconds: 0 });
    await strongroom.sandbox.accounts.put({ id: OTHER_ACCOUNT });
    const policies = [
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] },
    ] as const;
    await strongroom.sandbox.principals.put({ arn: ANN, accessKey: false });
    await strongroom.sandbox.principals.put({ arn: BOB, accessKey: false, policies });
  });

  /** A key that ann may use only under a condition. */
  async function keyFor(...statements: readonly object[]): Promise<string> {
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    const Statement = [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, ...statements];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    return (await strongroom.kms().createKey({ Policy })).KeyMetadata?.Arn as string;
  }

  const use = (Condition: object) => ({
    Effect: 'Allow',
    Principal: { AWS: ANN },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:CreateGrant'],
    Resource: '*',
    Condition,
  });

  for (const [name, row] of Object.entries(USES))
    for (const [condition, decide] of Object.entries(CONDITIONS)) {
      const cell = decide(row);
      if (cell === undefined) continue;
      const expected: Answer = cell.isMet ? 'allowed' : 'denied';
      it(`is ${expected} by a condition: ${name}, ${condition}`, async () => {
        expect(await answerTo(row.run(strongroom, await keyFor(use(cell.condition))))).to.equal(expected);
      });
    }

  it('names the ARN and the version of a secret in the context', async () => {
    const { secretStore } = strongroom.services;
    const KmsKeyId = await keyFor();
    const { ARN, VersionId } = await secretStore.createSecret({ Name: 'a', SecretString: 'x', KmsKeyId });
    const { events } = await strongroom.sandbox.events.query({ operation: 'GenerateDataKey' });
    expect(events[0]?.record.requestParameters?.encryptionContext).to.deep.equal({
      SecretARN: ARN,
      SecretVersionId: VersionId,
    });
  });

  it('cannot stand in for a grant that the caller makes without it', async () => {
    const KeyId = await keyFor(use({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }));
    const direct = strongroom.kms(undefined, ANN).createGrant({
      KeyId,
      GranteePrincipal: ANN,
      Operations: ['Decrypt'],
    });
    expect(await answerTo(direct)).to.equal('denied');
  });

  describe('by a grant with constraints', () => {
    const grant = async (KeyId: string, Constraints: object) =>
      strongroom
        .kms()
        .createGrant({ KeyId, GranteePrincipal: ANN, Operations: ['GenerateDataKey', 'Decrypt'], Constraints });

    it('is allowed for one object alone', async () => {
      const { objectStore } = strongroom.services;
      const KeyId = await keyFor();
      await grant(KeyId, { EncryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::reports/a.txt' } });
      await objectStore.createBucket(bucketWith(KeyId, false));
      const put = (Key: string) => answerTo(objectStore.putObject({ Bucket: 'reports', Key, Body: 'x', caller: ANN }));
      expect([await put('a.txt'), await put('b.txt')]).to.deep.equal(['allowed', 'denied']);
    });

    it('is allowed for all objects of a bucket with a bucket key, and not without one', async () => {
      const { objectStore } = strongroom.services;
      const KeyId = await keyFor();
      await grant(KeyId, { EncryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::reports' } });
      await objectStore.createBucket(bucketWith(KeyId, true));
      const put = (Key: string, BucketKeyEnabled: boolean) =>
        answerTo(objectStore.putObject({ Bucket: 'reports', Key, Body: 'x', BucketKeyEnabled, caller: ANN }));
      expect([await put('a', true), await put('b', true), await put('c', false)]).to.deep.equal([
        'allowed',
        'allowed',
        'denied',
      ]);
    });

    it('is allowed for one secret and one tenant alone', async () => {
      const { secretStore, tenantTable } = strongroom.services;
      const KmsKeyId = await keyFor();
      for (const Name of ['a', 'b']) await secretStore.createSecret({ Name, SecretString: 'x', KmsKeyId });
      const { ARN } = await secretStore.describeSecret({ SecretId: 'a' });
      await grant(KmsKeyId, { EncryptionContextSubset: { SecretARN: ARN } });
      const read = (SecretId: string) => answerTo(secretStore.getSecretValue({ SecretId, caller: ANN }));
      expect([await read('a'), await read('b')]).to.deep.equal(['allowed', 'denied']);
      await grant(KmsKeyId, { EncryptionContextSubset: { tenant: 'red' } });
      await tenantTable.createTable({ TableName: 't', isolation: 'context', KeyId: KmsKeyId });
      const put = (tenant: string) =>
        answerTo(tenantTable.putItem({ TableName: 't', tenant, id: '1', text: 'x', caller: ANN }));
      expect([await put('red'), await put('blue')]).to.deep.equal(['allowed', 'denied']);
    });
  });

  describe('with the AWS managed key of the account', () => {
    const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;

    async function storedObject() {
      const { objectStore } = strongroom.services;
      await objectStore.createBucket({ Bucket: 'managed', Encryption: { SSEAlgorithm: 'aws:kms' } });
      await objectStore.putObject({ Bucket: 'managed', Key: 'a', Body: 'x' });
    }

    it('is allowed for callers of the account alone, without a permission of their own', async () => {
      await storedObject();
      const { objectStore } = strongroom.services;
      const read = (caller: string) => answerTo(objectStore.getObject({ Bucket: 'managed', Key: 'a', caller }));
      expect([await read(ADMIN), await read(ANN), await read(BOB)]).to.deep.equal(['allowed', 'allowed', 'denied']);
    });

    it('is denied without the service, and through another one', async () => {
      const kms = strongroom.kms(undefined, ADMIN);
      const KeyId = 'alias/aws/s3';
      await storedObject();
      const { KeyMetadata } = await kms.describeKey({ KeyId });
      expect(KeyMetadata?.KeyManager).to.equal('AWS');
      const via = (service: string) =>
        strongroom
          .kms(undefined, ADMIN, { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` })
          .generateDataKey({ KeyId, KeySpec: 'AES_256' });
      expect(await answerTo(kms.generateDataKey({ KeyId, KeySpec: 'AES_256' }))).to.equal('denied');
      expect([await answerTo(via('s3')), await answerTo(via('secretsmanager'))]).to.deep.equal(['allowed', 'denied']);
      const refused = async (work: Promise<unknown>) => (await answerTo(work).catch(() => 'refused')) !== 'allowed';
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      const arn = KeyMetadata?.Arn as string;
      expect(await refused(kms.putKeyPolicy({ KeyId: arn, Policy }))).to.equal(true);
      expect(await refused(kms.createGrant({ KeyId: arn, GranteePrincipal: ANN, Operations: ['Decrypt'] }))).to.equal(
        true,
      );
    });
  });
});
