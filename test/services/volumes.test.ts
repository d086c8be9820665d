/** Volumes: a service that uses a key by grants, only while a volume is attached. */
import { expect } from 'chai';
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';
import { createServices } from '../../src/services/services.ts';
import { VOLUME_SERVICE } from '../../src/services/volumes/volumes.ts';

const ACCOUNT = '111122223333';
const OPS = `arn:aws:iam::${ACCOUNT}:user/ops`;

describe('a volume', () => {
  let strongroom: StrongroomLibrary;
  let KmsKeyId: string;
  beforeEach(async () => {
    strongroom = createStrongroom();
    await strongroom.sandbox.clock.pause();
    await strongroom.sandbox.principals.put({ arn: OPS, accessKey: false });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
        {
          Effect: 'Allow',
          Principal: { AWS: OPS },
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
        {
          Effect: 'Allow',
          Principal: { AWS: OPS },
          Action: 'kms:GenerateDataKeyWithoutPlaintext',
          Resource: '*',
          Condition: { StringEquals: { 'kms:ViaService': 'volumes.us-east-1.amazonaws.com' } },
        },
      ],
    });
    KmsKeyId = (await strongroom.kms().createKey({ Policy })).KeyMetadata?.Arn as string;
  });

  const volumes = () => strongroom.services.volumes;
  const create = () => volumes().createVolume({ KmsKeyId, caller: OPS });
  const attached = async () => {
    const { VolumeId } = await create();
    return volumes().attachVolume({ VolumeId, caller: OPS });
  };
  const grants = async () => (await strongroom.kms().listGrants({ KeyId: KmsKeyId })).Grants ?? [];
  const operations = async () =>
    (await strongroom.sandbox.events.query({ keyArn: KmsKeyId })).events
      .map(({ record }) => record.eventName)
      .filter((name) => ['CreateGrant', 'Decrypt', 'RetireGrant'].includes(name))
      .toReversed();
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => '',
      (error: unknown) => (error as Error).name,
    );

  it('is attached at once, although a new grant takes time to become effective', async () => {
    await strongroom.sandbox.settings.set({ propagationDelaySeconds: 300 });
    const { State } = await attached();
    expect(State).to.equal('in-use');
  });

  it('is used by a grant to the service while it is attached', async () => {
    const { VolumeId, VolumeArn, State } = await attached();
    expect(State).to.equal('in-use');
    const [grant] = await grants();
    expect(grant?.Operations).to.deep.equal(['Decrypt']);
    expect(grant?.Constraints).to.deep.equal({
      EncryptionContextSubset: { 'aws:ebs:id': VolumeId },
      SourceArn: VolumeArn,
    });
    await volumes().write({ VolumeId, text: 'hello' });
    expect(await volumes().read({ VolumeId })).to.equal('hello');
    expect(await volumes().detachVolume({ VolumeId })).to.include({ State: 'available' });
    expect(await grants()).to.deep.equal([]);
    expect(await operations()).to.deep.equal(['CreateGrant', 'Decrypt', 'RetireGrant']);
  });

  it('has calls through the service and by the service in the trail', async () => {
    await attached();
    const of = async (operation: string) =>
      (await strongroom.sandbox.events.query({ operation, keyArn: KmsKeyId })).events[0]?.record.userIdentity;
    expect(await of('CreateGrant')).to.include({ type: 'IAMUser', invokedBy: VOLUME_SERVICE });
    expect(await of('Decrypt')).to.include({ type: 'AWSService', invokedBy: VOLUME_SERVICE });
  });

  it('lets its caller create no grant directly', async () => {
    const direct = await strongroom.kms('us-east-1', OPS).call('CreateGrant', {
      KeyId: KmsKeyId,
      GranteePrincipal: OPS,
      Operations: ['Decrypt'],
    });
    expect(direct.ok).to.equal(false);
  });

  it('can be decrypted by the service for this volume alone, and not after it is detached', async () => {
    const { VolumeId, VolumeArn } = await attached();
    const [record] = (await strongroom.sandbox.serviceRecords.list({ scope: 'volumes/volumes' })).records;
    const CiphertextBlob = Uint8Array.from(atob(String(record?.value.edk)), (char) => char.charCodeAt(0));
    const decrypt = (source: string) =>
      strongroom
        .kms('us-east-1', VOLUME_SERVICE, { 'aws:SourceArn': source, 'aws:SourceAccount': ACCOUNT })
        .call('Decrypt', { CiphertextBlob, EncryptionContext: { 'aws:ebs:id': VolumeId } });
    expect((await decrypt(VolumeArn)).ok).to.equal(true);
    expect((await decrypt(`${VolumeArn}0`)).ok).to.equal(false);
    await volumes().detachVolume({ VolumeId });
    expect((await decrypt(VolumeArn)).ok).to.equal(false);
  });

  it('works on while its key is disabled, until it is attached again', async () => {
    const { VolumeId } = await attached();
    await volumes().write({ VolumeId, text: 'hello' });
    await strongroom.kms().disableKey({ KeyId: KmsKeyId });
    expect(await volumes().read({ VolumeId })).to.equal('hello');
    await volumes().detachVolume({ VolumeId });
    expect(await failure(volumes().attachVolume({ VolumeId }))).to.equal('DisabledException');
    const [entry] = await strongroom.services.ledger.list({ kind: 'dataKey' });
    expect(entry).to.include({ program: 'volumes', zeroised: true, uses: 2 });
  });

  it('is decrypted again by the service in another tab', async () => {
    const { VolumeId } = await attached();
    await volumes().write({ VolumeId, text: 'hello' });
    expect(await createServices(strongroom).volumes.read({ VolumeId })).to.equal('hello');
  });

  it('is detached although its grant was revoked', async () => {
    const { VolumeId, GrantId } = await attached();
    await strongroom.kms().revokeGrant({ KeyId: KmsKeyId, GrantId: GrantId as string });
    expect(await volumes().detachVolume({ VolumeId })).to.include({ State: 'available' });
  });

  it('refuses what its state does not allow', async () => {
    expect(await failure(volumes().read({ VolumeId: 'vol-0' }))).to.equal('InvalidVolume.NotFound');
    const { VolumeId } = await create();
    expect(await failure(volumes().read({ VolumeId }))).to.equal('IncorrectState');
    await volumes().attachVolume({ VolumeId });
    expect(await failure(volumes().attachVolume({ VolumeId }))).to.equal('IncorrectState');
    expect(await failure(volumes().deleteVolume({ VolumeId }))).to.equal('IncorrectState');
    await volumes().detachVolume({ VolumeId });
    await volumes().deleteVolume({ VolumeId });
    expect(await volumes().listVolumes()).to.deep.equal([]);
  });
});
