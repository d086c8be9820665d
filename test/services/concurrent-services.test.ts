/** The object store and the volumes while two tabs write. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { otherTab } from './other-tab.ts';

const Bucket = 'bucket';
const object = { Bucket, Key: 'a' };

const nameOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as Error).name,
  );

describe('two tabs of the object store', () => {
  let strongroom: StrongroomLibrary;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await store().createBucket({ Bucket });
  });
  const store = () => strongroom.services.objectStore;

  it('read one text or the other while an object is replaced', async () => {
    await store().putObject({ ...object, Body: 'old' });
    const stop = { before: 'get', scope: `s3/bodies/${Bucket}` } as const;
    const reading = otherTab(strongroom, stop, () => store().putObject({ ...object, Body: 'new' }));
    const { Body } = await reading.objectStore.getObject(object);
    expect(new TextDecoder().decode(Body)).to.equal('new');
  });

  it('leave no object in a bucket that is deleted', async () => {
    const stop = { before: 'change', scope: `s3/objects/${Bucket}` } as const;
    const putting = otherTab(strongroom, stop, () => store().deleteBucket({ Bucket }));
    expect(await nameOf(putting.objectStore.putObject({ ...object, Body: 'x' }))).to.equal('NoSuchBucket');
    await store().createBucket({ Bucket });
    expect(await store().listObjects({ Bucket })).to.deep.equal([]);
  });

  it('do not delete a bucket in which an object is stored meanwhile', async () => {
    const stop = { before: 'change', scope: 's3/buckets' } as const;
    const deleting = otherTab(strongroom, stop, () => store().putObject({ ...object, Body: 'x' }));
    expect(await nameOf(deleting.objectStore.deleteBucket({ Bucket }))).to.equal('BucketNotEmpty');
    await store().putObject({ Bucket, Key: 'b', Body: 'y' });
    expect(await store().listObjects({ Bucket })).to.have.length(2);
  });
});

describe('two tabs of the object store that delete', () => {
  for (const stop of [
    { before: 'change', scope: `s3/objects/${Bucket}` },
    { before: 'get', scope: 'ledger' },
  ] as const)
    it(`leave the ledger as the objects are, with a stop before a ${stop.before} of ${stop.scope}`, async () => {
      const strongroom = createStrongroom();
      const { objectStore, ledger } = strongroom.services;
      await objectStore.createBucket({ Bucket });
      await objectStore.putObject({ ...object, Body: 'old' });
      const deleting = otherTab(strongroom, stop, () => objectStore.putObject({ ...object, Body: 'new' }));
      await deleting.objectStore.deleteObject(object);
      const isStored = (await objectStore.listObjects({ Bucket })).length === 1;
      const entry = await ledger.get({ kind: 'item', id: `${Bucket}/a` });
      expect(entry?.status).to.equal(isStored ? 'stored' : 'deleted');
      expect(isStored).to.equal(false);
    });
});

describe('two tabs of the secret store', () => {
  const stop = { before: 'change', scope: 'secrets/secrets' } as const;
  const SecretId = 'password';
  let strongroom: StrongroomLibrary;
  let arn: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    ({ ARN: arn } = await secrets().createSecret({ Name: SecretId, SecretString: 'old' }));
  });
  const secrets = () => strongroom.services.secretStore;
  /** Services that stop where another tab deletes the secret, and creates one of the same name. */
  const replaced = () =>
    otherTab(strongroom, stop, async () => {
      await secrets().deleteSecret({ SecretId });
      await secrets().createSecret({ Name: SecretId, SecretString: 'new' });
    }).secretStore;

  it('delete the secret of an ARN, and not another one of its name', async () => {
    expect(await nameOf(replaced().deleteSecret({ SecretId: arn }))).to.equal('ResourceNotFoundException');
    expect((await secrets().getSecretValue({ SecretId })).SecretString).to.equal('new');
  });

  it('change the key of the secret of an ARN, and not of another one of its name', async () => {
    const change = { SecretId: arn, KmsKeyId: 'alias/other' };
    expect(await nameOf(replaced().updateSecret(change))).to.equal('ResourceNotFoundException');
    expect(await secrets().describeSecret({ SecretId })).not.to.have.property('KmsKeyId');
  });

  it('add a version to the secret of an ARN, and not to another one of its name', async () => {
    const change = { SecretId: arn, SecretString: 'x' };
    expect(await nameOf(replaced().putSecretValue(change))).to.equal('ResourceNotFoundException');
    expect((await secrets().getSecretValue({ SecretId })).SecretString).to.equal('new');
  });

  it('delete a secret once, with the version that another tab adds meanwhile', async () => {
    const deleting = otherTab(strongroom, stop, () => secrets().putSecretValue({ SecretId, SecretString: 'new' }));
    await deleting.secretStore.deleteSecret({ SecretId });
    expect(await secrets().listSecrets()).to.deep.equal([]);
    const items = (await strongroom.services.ledger.list({ kind: 'item' })).map(({ status }) => status);
    expect(items).to.deep.equal(['deleted', 'deleted']);
    const again = otherTab(strongroom, stop, () => secrets().deleteSecret({ SecretId }));
    await secrets().createSecret({ Name: SecretId, SecretString: 'x' });
    expect(await nameOf(again.secretStore.deleteSecret({ SecretId }))).to.equal('ResourceNotFoundException');
  });
});

describe('two tabs of the volumes', () => {
  let strongroom: StrongroomLibrary;
  let KeyId: string;
  let VolumeId: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    KeyId = (await strongroom.kms().createKey({})).KeyMetadata?.Arn as string;
    ({ VolumeId } = await volumes().createVolume({ KmsKeyId: KeyId }));
  });
  const volumes = () => strongroom.services.volumes;
  const stop = { before: 'change', scope: 'volumes/volumes' } as const;
  const grants = async () => (await strongroom.kms().listGrants({ KeyId })).Grants?.map(({ GrantId }) => GrantId);
  const liveKeys = async () =>
    (await strongroom.services.ledger.list({ kind: 'dataKey' })).filter(({ zeroised }) => !zeroised).length;

  it('attach a volume once, and leave one grant and one data key', async () => {
    const attaching = otherTab(strongroom, stop, () => volumes().attachVolume({ VolumeId }));
    expect(await nameOf(attaching.volumes.attachVolume({ VolumeId }))).to.equal('IncorrectState');
    const [volume] = await volumes().listVolumes();
    expect(await grants()).to.deep.equal([volume?.GrantId]);
    expect(await liveKeys()).to.equal(1);
    await volumes().write({ VolumeId, text: 'x' });
    expect(await volumes().read({ VolumeId })).to.equal('x');
  });

  it('leave no grant for a volume that is deleted while it is attached', async () => {
    const attaching = otherTab(strongroom, stop, () => volumes().deleteVolume({ VolumeId }));
    expect(await nameOf(attaching.volumes.attachVolume({ VolumeId }))).to.equal('IncorrectState');
    expect(await volumes().listVolumes()).to.deep.equal([]);
    expect([await grants(), await liveKeys()]).to.deep.equal([[], 0]);
  });

  it('do not delete a volume that is attached meanwhile', async () => {
    const deleting = otherTab(strongroom, stop, () => volumes().attachVolume({ VolumeId }));
    expect(await nameOf(deleting.volumes.deleteVolume({ VolumeId }))).to.equal('IncorrectState');
    expect((await volumes().listVolumes()).map(({ State }) => State)).to.deep.equal(['in-use']);
  });
});
