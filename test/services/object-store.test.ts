/** The object store: how it calls KMS for its callers, what it stores, and its errors. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { ServiceError } from '../../src/services/service-error.ts';
import { BUCKET_KEY_SECONDS } from '../../src/services/object-store/bucket-keys.ts';
import { decodeUtf8 } from '../../src/base/bytes.ts';

const ACCOUNT = '111122223333';
const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;

/** Allows `actions` on the key only through S3. */
const viaS3 = (principal: string) => ({
  Sid: 'ThroughS3',
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
});

const ADMIN = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

describe('the object store', () => {
  let strongroom: StrongroomLibrary;
  let key: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    const { KeyMetadata } = await strongroom.kms().createKey();
    key = KeyMetadata?.Arn as string;
    await strongroom.sandbox.principals.put({ arn: ANA, accessKey: false });
  });

  const store = () => strongroom.services.objectStore;
  const events = async (operation: string) =>
    (await strongroom.sandbox.events.query({ operation, keyArn: key })).events.toReversed();
  const encryptedBucket = (BucketKeyEnabled = false) =>
    store().createBucket({
      Bucket: 'reports',
      Encryption: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key, BucketKeyEnabled },
    });
  const failure = async (work: Promise<unknown>): Promise<ServiceError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ServiceError);
    return error as ServiceError;
  };

  it('returns what was put, and stores no plaintext', async () => {
    await encryptedBucket();
    const put = await store().putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'hello', ContentType: 'text/plain' });
    expect(put).to.include({ ContentLength: 5, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
    const { Body, ContentType } = await store().getObject({ Bucket: 'reports', Key: 'a.txt' });
    expect([decodeUtf8(Body), ContentType]).to.deep.equal(['hello', 'text/plain']);
    const { records } = await strongroom.sandbox.serviceRecords.list({ scope: 's3/bodies/reports' });
    expect(records).to.have.length(1);
    expect(records[0]?.body).to.have.length(5 + 12 + 16);
  });

  it('calls KMS on behalf of the caller, with the ARN of the object as context', async () => {
    await encryptedBucket();
    await store().putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'hello' });
    const [event] = await events('GenerateDataKey');
    expect(event?.record.userIdentity).to.include({ invokedBy: 's3.amazonaws.com', userName: 'admin' });
    expect(event?.record.requestParameters).to.deep.include({
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports/a.txt' },
    });
    expect(event?.record.sourceIPAddress).to.equal('s3.amazonaws.com');
  });

  it('lets a caller use a key only through S3, where the policy says so', async () => {
    await strongroom.kms().putKeyPolicy({
      KeyId: key,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [ADMIN, viaS3(ANA)] }),
    });
    await encryptedBucket();
    await store().putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'hello', caller: ANA });
    const { Body } = await store().getObject({ Bucket: 'reports', Key: 'a.txt', caller: ANA });
    expect(decodeUtf8(Body)).to.equal('hello');
    const direct = await strongroom.kms('us-east-1', ANA).call('GenerateDataKey', { KeyId: key, KeySpec: 'AES_256' });
    expect(direct.ok).to.equal(false);
  });

  it('answers AccessDenied to a caller who may not use the key, and keeps the cause', async () => {
    await encryptedBucket();
    await store().putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'hello' });
    const error = await failure(store().getObject({ Bucket: 'reports', Key: 'a.txt', caller: ANA }));
    expect(error.name).to.equal('AccessDenied');
    expect(error.kmsError).to.equal('AccessDeniedException');
    expect((error.cause as Error).message).to.include('kms:Decrypt');
  });

  it('names a KMS error as S3 does', async () => {
    await encryptedBucket();
    await store().putObject({ Bucket: 'reports', Key: 'a.txt', Body: 'hello' });
    await strongroom.kms().disableKey({ KeyId: key });
    const disabled = await failure(store().getObject({ Bucket: 'reports', Key: 'a.txt' }));
    expect([disabled.name, disabled.kmsError]).to.deep.equal(['KMS.DisabledException', 'DisabledException']);
    const unknown = { Bucket: 'reports', Key: 'b', Body: '', SSEKMSKeyId: 'alias/none' };
    expect((await failure(store().putObject(unknown))).name).to.equal('KMS.NotFoundException');
  });

  it('answers in its own names where KMS has no part', async () => {
    const put = { Bucket: 'reports', Key: 'a', Body: '' };
    expect((await failure(store().putObject(put))).name).to.equal('NoSuchBucket');
    await store().createBucket({ Bucket: 'reports' });
    expect((await failure(store().getObject({ Bucket: 'reports', Key: 'a' }))).name).to.equal('NoSuchKey');
    expect((await failure(store().createBucket({ Bucket: 'reports' }))).name).to.equal('BucketAlreadyExists');
    expect((await failure(store().createBucket({ Bucket: 'No' }))).name).to.equal('InvalidBucketName');
    await store().putObject(put);
    expect((await failure(store().deleteBucket({ Bucket: 'reports' }))).name).to.equal('BucketNotEmpty');
    const large = { ...put, Body: new Uint8Array(16 * 1024 * 1024) };
    expect((await failure(store().putObject(large))).name).to.equal('EntityTooLarge');
    const Encryption = { SSEAlgorithm: 'AES256', BucketKeyEnabled: true } as const;
    expect((await failure(store().putBucketEncryption({ Bucket: 'reports', Encryption }))).name).to.equal(
      'InvalidArgument',
    );
  });

  it('calls KMS once for many objects with a bucket key, under the context of the bucket', async () => {
    await encryptedBucket(true);
    const names = Array.from({ length: 20 }, (_, at) => `${at}`);
    await Promise.all(names.map((Key) => store().putObject({ Bucket: 'reports', Key, Body: `object ${Key}` })));
    const made = await events('GenerateDataKey');
    expect(made).to.have.length(1);
    expect(made[0]?.record.requestParameters).to.deep.include({
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports' },
    });
    for (const Key of names)
      expect(decodeUtf8((await store().getObject({ Bucket: 'reports', Key })).Body)).to.equal(`object ${Key}`);
    expect(await events('Decrypt')).to.have.length(1);
  });

  it('calls KMS for each object without a bucket key', async () => {
    await encryptedBucket();
    for (const Key of ['a', 'b', 'c']) await store().putObject({ Bucket: 'reports', Key, Body: Key });
    expect(await events('GenerateDataKey')).to.have.length(3);
  });

  it('uses a bucket key for a time only, and for its requester only', async () => {
    await encryptedBucket(true);
    const put = (Key: string, caller?: string) =>
      store().putObject({ Bucket: 'reports', Key, Body: Key, ...(caller === undefined ? {} : { caller }) });
    await put('a');
    await strongroom.sandbox.clock.advance(BUCKET_KEY_SECONDS);
    await put('b');
    expect(await events('GenerateDataKey')).to.have.length(2);
    expect((await failure(put('c', ANA))).name).to.equal('AccessDenied');
  });

  it('creates the AWS managed key aws/s3 when it is first used', async () => {
    await store().createBucket({ Bucket: 'managed', Encryption: { SSEAlgorithm: 'aws:kms' } });
    const { SSEKMSKeyId = '' } = await store().putObject({ Bucket: 'managed', Key: 'a', Body: 'x' });
    const { KeyMetadata } = await strongroom.kms().describeKey({ KeyId: 'alias/aws/s3' });
    expect([KeyMetadata?.Arn, KeyMetadata?.KeyManager]).to.deep.equal([SSEKMSKeyId, 'AWS']);
  });

  it('encrypts under an AWS owned key without an event of the customer', async () => {
    await store().createBucket({ Bucket: 'plain' });
    const put = await store().putObject({ Bucket: 'plain', Key: 'a', Body: 'x', caller: ANA });
    expect(put).to.include({ ServerSideEncryption: 'AES256' });
    expect(put).not.to.have.property('SSEKMSKeyId');
    await store().putObject({ Bucket: 'plain', Key: 'b', Body: 'y' });
    expect(decodeUtf8((await store().getObject({ Bucket: 'plain', Key: 'a' })).Body)).to.equal('x');
    const owned = await strongroom.sandbox.awsOwnedKeys();
    expect(owned.map(({ ownedBy }) => ownedBy)).to.deep.equal(['s3.amazonaws.com']);
    const { events: all } = await strongroom.sandbox.events.query({ account: ACCOUNT, operation: 'GenerateDataKey' });
    expect(all).to.deep.equal([]);
  });

  it('copies an object under the encryption of the destination', async () => {
    await store().createBucket({ Bucket: 'plain' });
    await store().putObject({ Bucket: 'plain', Key: 'a', Body: 'x' });
    await encryptedBucket();
    const copy = await store().copyObject({ CopySource: 'plain/a', Bucket: 'reports', Key: 'b' });
    expect(copy.SSEKMSKeyId).to.equal(key);
    expect(decodeUtf8((await store().getObject({ Bucket: 'reports', Key: 'b' })).Body)).to.equal('x');
  });

  it('refuses an object that was exchanged for another one', async () => {
    await encryptedBucket();
    for (const Key of ['a', 'b']) await store().putObject({ Bucket: 'reports', Key, Body: Key });
    const { serviceRecords } = strongroom.sandbox;
    const scope = 's3/bodies/reports';
    const other = await serviceRecords.get({ scope, name: 'b' });
    await serviceRecords.change({
      changes: [{ scope, name: 'a', value: {}, body: other?.body as Uint8Array<ArrayBuffer> }],
    });
    const error: unknown = await store()
      .getObject({ Bucket: 'reports', Key: 'a' })
      .catch((reason: unknown) => reason);
    expect((error as Error).name).to.equal('OperationError');
  });

  it('lists and deletes objects, and writes the ledger', async () => {
    await encryptedBucket();
    for (const Key of ['logs/1', 'logs/2', 'x']) await store().putObject({ Bucket: 'reports', Key, Body: Key });
    await store().deleteObject({ Bucket: 'reports', Key: 'logs/1' });
    await store().deleteObject({ Bucket: 'reports', Key: 'none' });
    const listed = await store().listObjects({ Bucket: 'reports', Prefix: 'logs/' });
    expect(listed.map(({ Key }) => Key)).to.deep.equal(['logs/2']);
    const items = await strongroom.services.ledger.list({ kind: 'item' });
    expect(items.map(({ id, status }) => [id, status])).to.deep.equal([
      ['reports/logs/1', 'deleted'],
      ['reports/logs/2', 'stored'],
      ['reports/x', 'stored'],
    ]);
    const [event] = await events('GenerateDataKey');
    expect(items[0]?.edkShas).to.deep.equal([event?.sidecar?.edkSha]);
  });
});
