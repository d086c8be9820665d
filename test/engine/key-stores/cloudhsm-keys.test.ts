/**
 * Keys in a CloudHSM key store: states that follow the connection, material that only the cluster has, and what the
 * audit log says. Sources: https://docs.aws.amazon.com/kms/latest/developerguide/keystore-cloudhsm.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/disconnect-keystore.html
 */
import { expect } from 'chai';
import type { CloudTrailRecord } from '../../../src/model/audit.ts';
import { keyStoreScene, PASSWORD, storeInput, type KeyStoreScene } from './key-store-scene.ts';

const COMMUNICATION = 'KMSInvalidStateException: KMS cannot communicate with your CloudHSM cluster';

async function connected(): Promise<KeyStoreScene> {
  const scene = await keyStoreScene();
  await scene.connect();
  return scene;
}

async function stateOf({ world }: KeyStoreScene, key: string): Promise<string> {
  return (await world.ok('DescribeKey', { KeyId: key })).KeyMetadata?.KeyState ?? '';
}

async function recordOf({ world }: KeyStoreScene, operation: string): Promise<CloudTrailRecord> {
  const [event] = (await world.engine.events({ operation })).events;
  if (event === undefined) throw new Error(`No event of ${operation}.`);
  return event.record;
}

describe('a key in a CloudHSM key store', () => {
  it('has the metadata that AWS documents, and no key material ID', async () => {
    const scene = await connected();
    const { KeyMetadata } = await scene.world.ok('DescribeKey', { KeyId: await scene.key() });
    expect(KeyMetadata).to.include({
      Origin: 'AWS_CLOUDHSM',
      CustomKeyStoreId: scene.id,
      CloudHsmClusterId: scene.cluster.id,
      KeyState: 'Enabled',
      MultiRegion: false,
    });
    expect(KeyMetadata).not.to.have.property('CurrentKeyMaterialId');
  });

  it('has no material in the database of KMS', async () => {
    const scene = await connected();
    const key = await scene.key();
    const keyId = key.split('/')[1] ?? '';
    expect(await scene.world.database.page('materials', 'key', [keyId], 10)).to.deep.equal([]);
    const [cluster] = await scene.world.clusters.clusters();
    expect(cluster?.keys.map(({ label }) => label)).to.deep.equal([key]);
  });

  it('is Unavailable from the disconnection until the next connection', async () => {
    const scene = await connected();
    const [enabled, disabled, deleted] = [await scene.key(), await scene.key(), await scene.key()];
    await scene.world.ok('DisableKey', { KeyId: disabled });
    await scene.world.ok('ScheduleKeyDeletion', { KeyId: deleted });
    const { CiphertextBlob } = await scene.world.ok('Encrypt', { KeyId: enabled, Plaintext: Uint8Array.of(1) });
    await scene.world.ok('DisconnectCustomKeyStore', { CustomKeyStoreId: scene.id });
    const states = () => Promise.all([enabled, disabled, deleted].map((key) => stateOf(scene, key)));
    expect(await states()).to.deep.equal(['Unavailable', 'Unavailable', 'PendingDeletion']);
    expect(await scene.world.error('Decrypt', { CiphertextBlob })).to.equal(
      `KMSInvalidStateException: ${enabled} is unavailable.`,
    );
    await scene.world.engine.advanceClock(60);
    await scene.connect();
    expect(await states()).to.deep.equal(['Enabled', 'Disabled', 'PendingDeletion']);
    const { Plaintext } = await scene.world.ok('Decrypt', { CiphertextBlob });
    expect([...(Plaintext ?? [])]).to.deep.equal([1]);
  });

  it('shows a change of EnableKey, DisableKey and CancelKeyDeletion after the next connection', async () => {
    const scene = await connected();
    const [first, second, third] = [await scene.key(), await scene.key(), await scene.key()];
    await scene.world.ok('DisableKey', { KeyId: second });
    await scene.world.ok('ScheduleKeyDeletion', { KeyId: third });
    await scene.disconnect();
    await scene.world.ok('DisableKey', { KeyId: first });
    await scene.world.ok('EnableKey', { KeyId: second });
    await scene.world.ok('CancelKeyDeletion', { KeyId: third });
    const states = () => Promise.all([first, second, third].map((key) => stateOf(scene, key)));
    expect(await states()).to.deep.equal(['Unavailable', 'Unavailable', 'Unavailable']);
    await scene.connect();
    expect(await states()).to.deep.equal(['Disabled', 'Enabled', 'Disabled']);
  });

  it('needs active HSMs in two Availability Zones to be created, and one to be used', async () => {
    const scene = await connected();
    const key = await scene.key();
    const [first, second] = scene.cluster.hsms;
    await scene.world.clusters.changeCluster(scene.cluster.id, { action: 'delete-hsm', hsmId: first?.id ?? '' });
    expect(await scene.world.error('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: scene.id })).to.equal(
      'CloudHsmClusterInvalidConfigurationException',
    );
    const { CiphertextBlob } = await scene.world.ok('GenerateDataKey', { KeyId: key, KeySpec: 'AES_256' });
    await scene.world.clusters.changeCluster(scene.cluster.id, { action: 'degrade-hsm', hsmId: second?.id ?? '' });
    expect(await scene.world.error('Decrypt', { CiphertextBlob })).to.equal(COMMUNICATION);
    await scene.world.clusters.changeCluster(scene.cluster.id, { action: 'repair-hsm', hsmId: second?.id ?? '' });
    await scene.world.ok('Decrypt', { CiphertextBlob });
  });

  it('cannot be used while a fault is set, or after its key in the cluster was deleted', async () => {
    const scene = await connected();
    const key = await scene.key();
    const encrypt = { KeyId: key, Plaintext: Uint8Array.of(1) };
    await scene.world.engine.faults.setFault('cloudhsm-network', { clusterId: 'cluster-22222222222' });
    await scene.world.ok('Encrypt', encrypt);
    await scene.world.engine.faults.setFault('cloudhsm-network');
    expect(await scene.world.error('Encrypt', encrypt)).to.equal(COMMUNICATION);
    await scene.world.engine.faults.clearFault();
    await scene.world.engine.faults.setFault('cloudhsm-sessions');
    expect(await scene.world.error('Encrypt', encrypt)).to.equal('KMSInternalException');
    await scene.world.engine.faults.clearFault('cloudhsm-sessions');
    const [cluster] = await scene.world.clusters.clusters();
    const backingKeyId = cluster?.keys[0]?.backingKeyId ?? '';
    await scene.world.clusters.changeCluster(scene.cluster.id, { action: 'delete-key', backingKeyId });
    expect(await stateOf(scene, key)).to.equal('Enabled');
    expect(await scene.world.error('Encrypt', encrypt)).to.equal(COMMUNICATION);
  });

  it('is bound to its KMS key: another key of the cluster does not decrypt its ciphertext', async () => {
    const scene = await connected();
    const [key, other] = [await scene.key(), await scene.key()];
    const { CiphertextBlob } = await scene.world.ok('Encrypt', {
      KeyId: key,
      Plaintext: Uint8Array.of(1),
      EncryptionContext: { a: 'b' },
    });
    expect(await scene.world.error('Decrypt', { CiphertextBlob })).to.equal('InvalidCiphertextException');
    expect(
      await scene.world.error('Decrypt', { CiphertextBlob, KeyId: other, EncryptionContext: { a: 'b' } }),
    ).to.match(/^IncorrectKeyException/);
  });

  it('rejects automatic and on-demand rotation', async () => {
    const scene = await connected();
    const KeyId = await scene.key();
    for (const operation of ['EnableKeyRotation', 'RotateKeyOnDemand'] as const)
      expect(await scene.world.error(operation, { KeyId })).to.match(/^UnsupportedOperationException/);
  });

  it('is deleted together with its key in the cluster, as a best effort', async () => {
    const scene = await connected();
    const [first, second] = [await scene.key(), await scene.key()];
    await scene.world.ok('ScheduleKeyDeletion', { KeyId: first, PendingWindowInDays: 7 });
    const scheduled = await recordOf(scene, 'ScheduleKeyDeletion');
    expect(scheduled.additionalEventData).to.include({ customKeyStoreId: scene.id, clusterId: scene.cluster.id });
    await scene.world.engine.advanceClock(8 * 86_400);
    const labels = async () => (await scene.world.clusters.clusters())[0]?.keys.map(({ label }) => label);
    expect(await labels()).to.deep.equal([second]);
    expect((await recordOf(scene, 'DeleteKey')).additionalEventData?.backingKeysDeletionStatus).to.match(
      /^\[\{"keyHandle": "1", "backingKeyId": "bk-[0-9a-f]{16}", "deletionStatus": "SUCCESS"\}\]$/,
    );
    await scene.world.ok('ScheduleKeyDeletion', { KeyId: second, PendingWindowInDays: 7 });
    await scene.world.engine.faults.setFault('cloudhsm-network');
    await scene.world.engine.advanceClock(8 * 86_400);
    // An orphan in the cluster, as on AWS.
    expect(await labels()).to.deep.equal([second]);
    expect((await recordOf(scene, 'DeleteKey')).additionalEventData?.backingKeysDeletionStatus).to.include('FAILURE');
  });

  it('names its key store in the records of cryptographic operations, successful or not', async () => {
    const scene = await connected();
    const KeyId = await scene.key();
    expect((await recordOf(scene, 'CreateKey')).additionalEventData?.backingKey).to.match(
      /^\{"keyHandle": "1", "backingKeyId": "bk-[0-9a-f]{16}"\}$/,
    );
    await scene.world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    expect((await recordOf(scene, 'Encrypt')).additionalEventData).to.deep.equal({ customKeyStoreId: scene.id });
    await scene.world.engine.faults.setFault('cloudhsm-network');
    await scene.world.error('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    expect((await recordOf(scene, 'Encrypt')).additionalEventData).to.deep.equal({ customKeyStoreId: scene.id });
  });
});

describe('GenerateRandom with a key store', () => {
  it('needs a connected key store', async () => {
    const scene = await keyStoreScene();
    const input = { NumberOfBytes: 16, CustomKeyStoreId: scene.id };
    expect(await scene.world.error('GenerateRandom', input)).to.equal('CustomKeyStoreInvalidStateException');
    expect(await scene.world.error('GenerateRandom', { ...input, CustomKeyStoreId: 'cks-0' })).to.equal(
      'CustomKeyStoreNotFoundException',
    );
    await scene.connect();
    expect((await scene.world.ok('GenerateRandom', input)).Plaintext).to.have.length(16);
    await scene.world.engine.faults.setFault('cloudhsm-network');
    expect(await scene.world.error('GenerateRandom', input)).to.match(/^DependencyTimeoutException/);
  });
});

describe('a custom key store', () => {
  it('has a unique name, and its cluster for itself', async () => {
    const { world, cluster } = await keyStoreScene();
    expect(await world.error('CreateCustomKeyStore', storeInput(cluster))).to.equal('CustomKeyStoreNameInUseException');
    expect(await world.error('CreateCustomKeyStore', storeInput(cluster, 'two'))).to.equal(
      'CloudHsmClusterInUseException',
    );
    const related = await world.clusters.createCluster({ backupOf: cluster.id });
    expect(await world.error('CreateCustomKeyStore', storeInput(related, 'two'))).to.equal(
      'CloudHsmClusterInUseException',
    );
  });

  it('checks its cluster and trust anchor at creation', async () => {
    const { world, cluster, id } = await keyStoreScene();
    const other = await world.clusters.createCluster();
    const create = (members: object) =>
      world.error('CreateCustomKeyStore', { ...storeInput(other, 'two'), ...members });
    expect(await create({ CloudHsmClusterId: 'cluster-22222222222' })).to.equal('CloudHsmClusterNotFoundException');
    for (const TrustAnchorCertificate of ['no certificate', cluster.trustAnchorCertificate])
      expect(await create({ TrustAnchorCertificate })).to.equal('IncorrectTrustAnchorException');
    expect(await create({ KeyStorePassword: undefined })).to.match(
      /^ValidationException: KeyStorePassword is required/,
    );
    expect(await world.error('UpdateCustomKeyStore', { CustomKeyStoreId: id, CloudHsmClusterId: other.id })).to.equal(
      'CloudHsmClusterNotRelatedException',
    );
    await world.clusters.changeCluster(other.id, { action: 'degrade-cluster' });
    expect(await create({})).to.equal('CloudHsmClusterNotActiveException');
  });

  it('needs HSMs in two Availability Zones to change its password, and none to change its name', async () => {
    const { world, cluster, id } = await keyStoreScene();
    const [first, second] = cluster.hsms;
    const update = (members: object) => world.error('UpdateCustomKeyStore', { CustomKeyStoreId: id, ...members });
    await world.clusters.changeCluster(cluster.id, { action: 'delete-hsm', hsmId: first?.id ?? '' });
    expect(await update({ KeyStorePassword: PASSWORD })).to.equal('CloudHsmClusterInvalidConfigurationException');
    await world.clusters.changeCluster(cluster.id, { action: 'delete-hsm', hsmId: second?.id ?? '' });
    await world.ok('UpdateCustomKeyStore', { CustomKeyStoreId: id, NewCustomKeyStoreName: 'renamed' });
    await world.clusters.removeCluster(cluster.id);
    expect(await update({ KeyStorePassword: PASSWORD })).to.equal('CloudHsmClusterNotFoundException');
  });

  it('connects again after two hosts connected it at once, and not with the password before', async () => {
    const scene = await keyStoreScene();
    const { world, id } = scene;
    const connect = () => world.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
    for (let round = 0; round < 3; round++) {
      await Promise.all([connect(), connect(), connect()]);
      await world.engine.advanceClock(60);
      expect(await scene.state()).to.equal('CONNECTED');
      expect(await scene.disconnect()).to.equal('DISCONNECTED');
    }
    await world.ok('UpdateCustomKeyStore', { CustomKeyStoreId: id, KeyStorePassword: PASSWORD });
    expect(await scene.connect()).to.equal('FAILED INVALID_CREDENTIALS');
  });

  it('has a cluster in Availability Zones of its Region', async () => {
    const { world } = await keyStoreScene();
    for (const zone of ['us-east-1', 'us-east-10a', 'us-east-1ab', 'eu-west-1a'])
      expect(
        await world.clusters.createCluster({ availabilityZones: [zone] }).catch((error: unknown) => error),
      ).to.be.instanceOf(TypeError);
  });

  it('is limited to ten in an account and Region', async () => {
    const { world } = await keyStoreScene();
    const [first] = await world.database.page('keyStores', 'place', ['111122223333', 'us-east-1'], 1);
    if (first === undefined) throw new Error('No key store is stored.');
    await world.database.commit(
      {
        segment: { seq: (await world.database.lastSeq()) + 1, events: [], touched: ['*'] },
        changes: Array.from({ length: 9 }, (_one, index) => ({
          store: 'keyStores' as const,
          after: { ...first, id: `cks-${index}`, name: `store-${index}` },
        })),
      },
      () => undefined,
      'relaxed',
    );
    expect(
      await world.error('CreateCustomKeyStore', { ...storeInput(await world.clusters.createCluster(), 'two') }),
    ).to.match(/^LimitExceededException: Custom key stores quota/);
    const page = await world.ok('DescribeCustomKeyStores', { Limit: 4 });
    expect([page.CustomKeyStores?.length, page.Truncated]).to.deep.equal([4, true]);
    const rest = await world.ok('DescribeCustomKeyStores', { Marker: page.NextMarker });
    expect([rest.CustomKeyStores?.length, rest.Truncated]).to.deep.equal([6, false]);
  });

  it('can be deleted only while DISCONNECTED and without keys', async () => {
    const scene = await connected();
    const target = { CustomKeyStoreId: scene.id };
    expect(await scene.world.error('DeleteCustomKeyStore', target)).to.equal('CustomKeyStoreInvalidStateException');
    const key = await scene.key();
    await scene.disconnect();
    expect(await scene.world.error('DeleteCustomKeyStore', target)).to.equal('CustomKeyStoreHasCMKsException');
    await scene.world.ok('ScheduleKeyDeletion', { KeyId: key, PendingWindowInDays: 7 });
    expect(await scene.world.error('DeleteCustomKeyStore', target)).to.equal('CustomKeyStoreHasCMKsException');
    await scene.world.engine.advanceClock(8 * 86_400);
    await scene.world.ok('DeleteCustomKeyStore', target);
    expect((await scene.world.ok('DescribeCustomKeyStores', {})).CustomKeyStores).to.deep.equal([]);
    // Its name and cluster are free again.
    await scene.world.ok('CreateCustomKeyStore', storeInput(scene.cluster));
  });

  it('allows in each state only what AWS documents', async () => {
    const scene = await keyStoreScene();
    const target = { CustomKeyStoreId: scene.id };
    const refused = 'CustomKeyStoreInvalidStateException';
    const { world } = scene;
    expect(await world.error('DisconnectCustomKeyStore', target)).to.equal(refused);
    await world.ok('ConnectCustomKeyStore', target);
    await world.ok('ConnectCustomKeyStore', target);
    expect(await world.error('UpdateCustomKeyStore', { ...target, NewCustomKeyStoreName: 'two' })).to.equal(refused);
    await world.engine.advanceClock(60);
    await world.ok('ConnectCustomKeyStore', target);
    expect(await scene.state()).to.equal('CONNECTED');
    await world.ok('UpdateCustomKeyStore', { ...target, NewCustomKeyStoreName: 'two' });
    expect(await world.error('UpdateCustomKeyStore', { ...target, KeyStorePassword: PASSWORD })).to.equal(refused);
    await world.ok('DisconnectCustomKeyStore', target);
    for (const operation of ['ConnectCustomKeyStore', 'DisconnectCustomKeyStore', 'DeleteCustomKeyStore'] as const)
      expect(await world.error(operation, target)).to.equal(refused);
  });

  it('is in the tasks to come while it is CONNECTING', async () => {
    const { world, id } = await keyStoreScene();
    await world.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
    const [task] = await world.engine.upcomingTasks();
    expect(task).to.include({ kind: 'key-store-connection', keyStoreId: id, state: 'CONNECTING' });
    expect((await world.engine.advanceClockToNext())?.now).to.equal(task?.at.getTime());
    expect(await world.engine.upcomingTasks()).to.deep.equal([]);
  });

  it('reveals its password to no answer and no event', async () => {
    const scene = await connected();
    await scene.disconnect();
    await scene.world.ok('UpdateCustomKeyStore', { CustomKeyStoreId: scene.id, KeyStorePassword: 'secret-password' });
    const { events } = await scene.world.engine.events({ limit: 100 });
    const text = JSON.stringify([events, await scene.entry(), await scene.world.clusters.clusters()]);
    expect(text).not.to.include(PASSWORD);
    expect(text).not.to.include('secret-password');
  });

  it('is recorded as CloudTrail does', async () => {
    const scene = await keyStoreScene();
    const { world, cluster, id } = scene;
    expect(await recordOf(scene, 'CreateCustomKeyStore')).to.deep.include({
      requestParameters: { customKeyStoreName: 'store', clusterId: cluster.id },
      responseElements: { customKeyStoreId: id },
    });
    await world.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
    const record = await recordOf(scene, 'ConnectCustomKeyStore');
    expect(record).to.deep.include({
      requestParameters: { customKeyStoreId: id },
      responseElements: null,
      additionalEventData: { customKeyStoreName: 'store', clusterId: cluster.id },
    });
    expect(record).not.to.have.property('resources');
  });

  it('keeps the password that KMS rotates at each connection: the old one no longer connects', async () => {
    const scene = await connected();
    await scene.disconnect();
    await scene.world.ok('UpdateCustomKeyStore', { CustomKeyStoreId: scene.id, KeyStorePassword: PASSWORD });
    expect(await scene.connect()).to.equal('FAILED INVALID_CREDENTIALS');
  });
});

describe('faults', () => {
  it('are listed with their options, and cleared one by one', async () => {
    const { engine } = (await keyStoreScene()).world;
    await engine.faults.setFault('cloudhsm-network', { clusterId: 'cluster-22222222222' });
    await engine.faults.setFault('cloudhsm-internal');
    const set = async () => (await engine.faults.faults()).filter((fault) => fault.set).map(({ name }) => name);
    expect(await set()).to.deep.equal(['cloudhsm-network', 'cloudhsm-internal']);
    await engine.faults.clearFault('cloudhsm-network');
    expect(await set()).to.deep.equal(['cloudhsm-internal']);
    await engine.reset();
    expect(await set()).to.deep.equal([]);
  });

  for (const [name, options, message] of [
    ['nothing', {}, /^Unknown fault nothing/],
    ['constructor', {}, /^Unknown fault constructor/],
    ['cloudhsm-network', { other: 1 }, /has no option other/],
    ['cloudhsm-network', { clusterId: 5 }, /clusterId of fault cloudhsm-network must be a string/],
  ] as const) {
    it(`rejects ${name} with ${JSON.stringify(options)}`, async () => {
      const { engine } = (await keyStoreScene()).world;
      const thrown: unknown = await engine.faults
        .setFault(name as never, options as never)
        .catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(TypeError);
      expect((thrown as TypeError).message).to.match(message);
    });
  }
});
