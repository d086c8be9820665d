/** The sandbox's own listing of keys: what it holds, and that it leaves no trace. */
import { expect } from 'chai';
import { START, testWorld } from '../world.ts';

const ACCOUNT = '111122223333';

describe('sandbox.keys.list', () => {
  it('lists the keys of one account and Region, oldest first, with aliases, tags and state', async () => {
    let now = START;
    const world = await testWorld(undefined, {}, () => now);
    const first = await world.key({ Description: 'first', Tags: [{ TagKey: 'team', TagValue: 'red' }] });
    now += 1000;
    const second = await world.key({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    await world.key({}, { region: 'eu-west-1' });
    for (const AliasName of ['alias/b', 'alias/a']) await world.ok('CreateAlias', { AliasName, TargetKeyId: first });
    await world.ok('EnableKeyRotation', { KeyId: first });
    await world.ok('ScheduleKeyDeletion', { KeyId: second, PendingWindowInDays: 7 });
    const [one, other, ...none] = await world.engine.keys(ACCOUNT, 'us-east-1');
    expect(none).to.deep.equal([]);
    expect(one).to.deep.include({
      arn: first,
      aliases: ['alias/a', 'alias/b'],
      description: 'first',
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      manager: 'CUSTOMER',
      state: 'Enabled',
      rotates: true,
      rotation: { periodInDays: 365, nextAt: START + 1000 + 365 * 86_400_000 },
      materials: 1,
      tags: { team: 'red' },
    });
    expect(one).not.to.have.any.keys('policy', 'deletionAt', 'lastUsedAt');
    expect(other).to.deep.include({ arn: second, spec: 'RSA_2048', state: 'PendingDeletion', rotates: false });
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: second });
    expect(other?.deletionAt).to.equal(KeyMetadata?.DeletionDate?.getTime());
    expect(await world.engine.keys('444455556666', 'us-east-1')).to.deep.equal([]);
  });

  it('lists the Regions of multi-Region keys and the expiry of imported key material', async () => {
    let now = START;
    const world = await testWorld(undefined, {}, () => now);
    const primary = await world.key({ MultiRegion: true });
    await world.ok('ReplicateKey', { KeyId: primary, ReplicaRegion: 'eu-west-1' });
    now += 10_000;
    await world.key({ Origin: 'EXTERNAL' });
    const [one, waiting] = await world.engine.keys(ACCOUNT, 'us-east-1');
    const regions = { primaryRegion: 'us-east-1', replicaRegions: ['eu-west-1'] };
    expect(one).to.deep.include({ multiRegion: 'PRIMARY', ...regions });
    const [replica] = await world.engine.keys(ACCOUNT, 'eu-west-1');
    expect(replica).to.deep.include({ multiRegion: 'REPLICA', ...regions, materialId: one?.materialId });
    expect(waiting).to.deep.include({ state: 'PendingImport', materials: 0 });
    expect(waiting).not.to.have.any.keys('materialId', 'validTo', 'primaryRegion', 'rotation');
  });

  it('reports the last use as GetKeyLastUsage does, and is itself neither a use nor an event', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const unused = await world.key();
    await world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    await world.ok('DescribeKey', { KeyId });
    const before = (await world.engine.events()).events.length;
    const listed = await world.engine.keys(ACCOUNT, 'us-east-1');
    expect((await world.engine.events()).events).to.have.length(before);
    const { KeyLastUsage } = await world.ok('GetKeyLastUsage', { KeyId });
    expect(listed.find(({ arn }) => arn === KeyId)?.lastUsedAt).to.equal(KeyLastUsage?.Timestamp?.getTime());
    expect(listed.find(({ arn }) => arn === unused)).not.to.have.property('lastUsedAt');
  });
});
