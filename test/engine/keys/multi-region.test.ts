/**
 * Multi-Region keys: replicas, change of the primary key, deletion, shared material and rotation. Recorded answers of
 * AWS: the text of "is not a multi-region primary key", ReplicaKeys of a fresh primary key (empty), a replica in its
 * own ReplicaKeys, no CurrentKeyMaterialId in the answer of ReplicateKey, and the error of a second replica in a
 * Region.
 */
import { expect } from 'chai';
import { SYNCHRONIZATION_MS } from '../../../src/model/key-states.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import type { KeyRecord } from '../../../src/model/records.ts';
import { REGIONS } from '../../../src/model/regions.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

const DAY = 86_400;
const SECONDS = SYNCHRONIZATION_MS / 1000;
const HOME = 'us-east-1';
const EUROPE = 'eu-west-1';
const ASIA = 'ap-south-1';
const MESSAGE = Uint8Array.of(1, 2, 3);

const inRegion = (arn: string, region: string): string => arn.replace(HOME, region);

/** A primary key in us-east-1, with a replica in each of `regions`. */
async function related(
  regions: readonly string[],
  make: InputOf<'CreateKey'> = {},
): Promise<{ world: TestWorld; arn: string; id: string }> {
  const world = await testWorld();
  const arn = await world.key({ ...make, MultiRegion: true });
  for (const ReplicaRegion of regions) await world.ok('ReplicateKey', { KeyId: arn, ReplicaRegion });
  await world.engine.advanceClock(SECONDS);
  return { world, arn, id: arn.split('/')[1] ?? '' };
}

const stateOf = async (world: TestWorld, KeyId: string, region = HOME): Promise<string | undefined> =>
  (await world.ok('DescribeKey', { KeyId }, { region })).KeyMetadata?.KeyState;

const recordsOf = async (world: TestWorld, operation: string) =>
  (await world.engine.events({ operation })).events.map(({ record }) => record);

async function encrypted(world: TestWorld, KeyId: string, region: string): Promise<Uint8Array> {
  return (await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE }, { region })).CiphertextBlob ?? new Uint8Array();
}

describe('a multi-Region key', () => {
  it('has an ID of its own form, and is a primary key without replicas', async () => {
    const world = await testWorld();
    const { KeyMetadata } = await world.ok('CreateKey', { MultiRegion: true });
    expect(KeyMetadata?.KeyId).to.match(/^mrk-[\da-f]{32}$/);
    expect(KeyMetadata).to.deep.include({
      MultiRegion: true,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn: KeyMetadata?.Arn, Region: HOME },
        ReplicaKeys: [],
      },
    });
  });

  it('cannot be in a custom key store', async () => {
    const world = await testWorld();
    expect(
      await world.error('CreateKey', {
        MultiRegion: true,
        Origin: 'AWS_CLOUDHSM',
        CustomKeyStoreId: 'cks-1234567890abcdef0',
      }),
    ).to.match(/^UnsupportedOperationException/);
  });
});

describe('ReplicateKey', () => {
  it('creates a key of its own with the ID, material and algorithms of the primary key', async () => {
    const world = await testWorld();
    const arn = await world.key({ MultiRegion: true, Description: 'ledger', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    const answer = await world.ok('ReplicateKey', { KeyId: arn, ReplicaRegion: EUROPE });
    expect(answer.ReplicaTags).to.deep.equal([]);
    expect(answer.ReplicaPolicy).to.equal((await world.ok('GetKeyPolicy', { KeyId: arn })).Policy);
    expect(answer.ReplicaKeyMetadata).to.deep.include({
      Arn: inRegion(arn, EUROPE),
      Description: '',
      KeyState: 'Creating',
      Enabled: false,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'REPLICA',
        PrimaryKey: { Arn: arn, Region: HOME },
        ReplicaKeys: [{ Arn: inRegion(arn, EUROPE), Region: EUROPE }],
      },
    });
    expect(answer.ReplicaKeyMetadata).not.to.have.property('CurrentKeyMaterialId');
    await world.engine.advanceClock(SECONDS);
    const one = (await world.ok('DescribeKey', { KeyId: arn })).KeyMetadata;
    const other = (await world.ok('DescribeKey', { KeyId: inRegion(arn, EUROPE) }, { region: EUROPE })).KeyMetadata;
    expect(other?.KeyState).to.equal('Enabled');
    expect(other?.CurrentKeyMaterialId).to.equal(one?.CurrentKeyMaterialId);
    expect(one?.MultiRegionConfiguration?.ReplicaKeys).to.deep.equal(other?.MultiRegionConfiguration?.ReplicaKeys);
  });

  it('gives the replica its own policy, description and tags', async () => {
    const world = await testWorld();
    const arn = await world.key({ MultiRegion: true });
    const { Policy = '' } = await world.ok('GetKeyPolicy', { KeyId: arn });
    const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
    const own = Policy.replace('key-default-1', 'europe');
    await world.ok('ReplicateKey', { KeyId: arn, ReplicaRegion: EUROPE, Policy: own, Description: 'copy', Tags });
    const there = { region: EUROPE };
    const KeyId = inRegion(arn, EUROPE);
    expect((await world.ok('GetKeyPolicy', { KeyId }, there)).Policy).to.equal(own);
    expect((await world.ok('ListResourceTags', { KeyId }, there)).Tags).to.deep.equal(Tags);
    expect((await world.ok('DescribeKey', { KeyId }, there)).KeyMetadata?.Description).to.equal('copy');
    expect((await world.ok('ListResourceTags', { KeyId: arn })).Tags).to.deep.equal([]);
  });

  it('rejects a policy that locks the caller out, and creates nothing', async () => {
    const world = await testWorld();
    const arn = await world.key({ MultiRegion: true });
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:*', Resource: '*' }],
    });
    const input = { KeyId: arn, ReplicaRegion: EUROPE, Policy };
    expect(await world.error('ReplicateKey', input)).to.equal(
      'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
    );
    expect(await world.database.get('keys', inRegion(arn, EUROPE))).to.equal(undefined);
    await world.ok('ReplicateKey', { ...input, BypassPolicyLockoutSafetyCheck: true });
  });

  it('rejects keys that are no primary key, and keys that it replicated there already', async () => {
    const { world, arn } = await related([EUROPE]);
    const single = await world.key();
    const rejection = (KeyId: string, ReplicaRegion: string, region = HOME) =>
      world.error('ReplicateKey', { KeyId, ReplicaRegion }, { region });
    expect(await rejection(single, EUROPE)).to.equal(
      `UnsupportedOperationException: ${single} is not a multi-region primary key.`,
    );
    expect(await rejection(inRegion(arn, EUROPE), ASIA, EUROPE)).to.equal(
      `UnsupportedOperationException: ${inRegion(arn, EUROPE)} is not a multi-region primary key.`,
    );
    expect(await rejection(arn, EUROPE)).to.equal(
      'AlreadyExistsException: You can create only one replica of each primary key in each AWS Region.',
    );
    await world.ok('ScheduleKeyDeletion', { KeyId: inRegion(arn, EUROPE) }, { region: EUROPE });
    expect(await rejection(arn, EUROPE)).to.match(/^AlreadyExistsException/);
  });

  it('rejects its own Region, another partition and an unknown Region', async () => {
    const { world, arn } = await related([]);
    for (const ReplicaRegion of [HOME, 'cn-north-1', 'eu-nowhere-9'])
      expect(await world.error('ReplicateKey', { KeyId: arn, ReplicaRegion })).to.match(/^ValidationException: /);
  });

  it('replicates into every other Region of the partition', async () => {
    const regions = Object.keys(REGIONS).filter((region) => region !== HOME && !region.startsWith('cn-'));
    const { world, arn, id } = await related(regions);
    const blob = await encrypted(world, arn, HOME);
    for (const region of regions)
      expect((await world.ok('Decrypt', { CiphertextBlob: blob }, { region })).KeyId).to.equal(inRegion(arn, region));
    const china = await world.key(
      { MultiRegion: true, KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' },
      { region: 'cn-north-1' },
    );
    await world.ok('ReplicateKey', { KeyId: china, ReplicaRegion: 'cn-northwest-1' }, { region: 'cn-north-1' });
    expect(id).to.match(/^mrk-/);
  });

  it('counts for the quota of keys in the other Region', async () => {
    const { world, arn } = await related([]);
    await world.key({}, { region: EUROPE });
    const before = (await world.database.page('keys', 'place', ['111122223333', EUROPE], 10)).length;
    await world.ok('ReplicateKey', { KeyId: arn, ReplicaRegion: EUROPE });
    const after = (await world.database.page('keys', 'place', ['111122223333', EUROPE], 10)).length;
    expect([before, after]).to.deep.equal([1, 2]);
  });

  it('answers NotFoundException for the ID, and for the ARN, in a Region without a replica', async () => {
    const { world, arn, id } = await related([EUROPE]);
    expect(await world.error('DescribeKey', { KeyId: id }, { region: ASIA })).to.equal(
      `NotFoundException: Key '${inRegion(arn, ASIA)}' does not exist`,
    );
    expect(await world.error('DescribeKey', { KeyId: arn }, { region: EUROPE })).to.equal(
      `NotFoundException: Invalid arn ${HOME}`,
    );
  });
});

describe('related keys', () => {
  it('open each other’s ciphertexts, and keys that are not related do not', async () => {
    const { world, arn, id } = await related([EUROPE]);
    const single = await world.key();
    for (const [from, to] of [
      [HOME, EUROPE],
      [EUROPE, HOME],
    ] as const) {
      const CiphertextBlob = await encrypted(world, id, from);
      const opened = await world.ok('Decrypt', { CiphertextBlob }, { region: to });
      expect(opened.KeyId).to.equal(inRegion(arn, to));
      expect([...(opened.Plaintext ?? [])]).to.deep.equal([...MESSAGE]);
      expect((await world.ok('Decrypt', { CiphertextBlob, KeyId: id }, { region: to })).KeyId).to.equal(
        inRegion(arn, to),
      );
    }
    expect(
      await world.error('Decrypt', { CiphertextBlob: await encrypted(world, id, HOME) }, { region: ASIA }),
    ).to.match(/^AccessDeniedException/);
    expect(
      await world.error('Decrypt', { CiphertextBlob: await encrypted(world, single, HOME) }, { region: EUROPE }),
    ).to.match(/^AccessDeniedException/);
  });

  it('encrypt again in the other Region what one of them encrypted', async () => {
    const { world, id } = await related([EUROPE]);
    const target = await world.key({}, { region: EUROPE });
    const CiphertextBlob = await encrypted(world, id, HOME);
    const moved = await world.ok('ReEncrypt', { CiphertextBlob, DestinationKeyId: target }, { region: EUROPE });
    const opened = await world.ok('Decrypt', { CiphertextBlob: moved.CiphertextBlob }, { region: EUROPE });
    expect([...(opened.Plaintext ?? [])]).to.deep.equal([...MESSAGE]);
    expect(opened.KeyId).to.equal(target);
  });

  it('verify each other’s signatures and MACs', async () => {
    const signing = await related([EUROPE], { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const sent = { KeyId: signing.id, Message: MESSAGE, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    const { Signature } = await signing.world.ok('Sign', sent, { region: EUROPE });
    expect((await signing.world.ok('Verify', { ...sent, Signature })).SignatureValid).to.equal(true);
    const publicKeys = await Promise.all(
      [HOME, EUROPE].map((region) => signing.world.ok('GetPublicKey', { KeyId: signing.id }, { region })),
    );
    expect(publicKeys[0]?.PublicKey).to.deep.equal(publicKeys[1]?.PublicKey);
    const mac = await related([EUROPE], { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const asked = { KeyId: mac.id, Message: MESSAGE, MacAlgorithm: 'HMAC_SHA_256' } as const;
    const { Mac } = await mac.world.ok('GenerateMac', asked);
    expect((await mac.world.ok('VerifyMac', { ...asked, Mac }, { region: EUROPE })).MacValid).to.equal(true);
  });

  it('have their own state, aliases, tags, grants and last usage', async () => {
    const { world, arn, id } = await related([EUROPE]);
    const there = { region: EUROPE };
    await world.ok('CreateAlias', { AliasName: 'alias/app', TargetKeyId: id });
    await world.ok('TagResource', { KeyId: id, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await world.ok('CreateGrant', {
      KeyId: id,
      GranteePrincipal: 'arn:aws:iam::111122223333:root',
      Operations: ['Decrypt'],
    });
    await encrypted(world, id, HOME);
    expect((await world.ok('ListAliases', { KeyId: id }, there)).Aliases).to.deep.equal([]);
    expect((await world.ok('ListResourceTags', { KeyId: id }, there)).Tags).to.deep.equal([]);
    expect((await world.ok('ListGrants', { KeyId: id }, there)).Grants).to.deep.equal([]);
    expect((await world.ok('GetKeyLastUsage', { KeyId: id }, there)).KeyLastUsage).to.deep.equal({});
    expect((await world.ok('GetKeyLastUsage', { KeyId: id })).KeyLastUsage?.Operation).to.equal('Encrypt');
    await world.ok('DisableKey', { KeyId: id });
    expect(await world.error('Encrypt', { KeyId: id, Plaintext: MESSAGE })).to.equal(
      `DisabledException: ${arn} is disabled.`,
    );
    await encrypted(world, id, EUROPE);
  });

  it('are found in each Region by the sandbox', async () => {
    const { world, id } = await related([EUROPE]);
    const found = await world.engine.whereIs(id);
    expect(found.map(({ region }) => region).toSorted()).to.deep.equal([EUROPE, HOME]);
  });
});

describe('UpdatePrimaryRegion', () => {
  it('makes the replica the primary key; both are Updating, and usable, for some seconds', async () => {
    const { world, arn, id } = await related([EUROPE, ASIA]);
    expect(await world.ok('UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: EUROPE })).to.deep.equal({});
    for (const region of [HOME, EUROPE]) {
      expect(await stateOf(world, id, region)).to.equal('Updating');
      await encrypted(world, id, region);
      expect(await world.error('DisableKey', { KeyId: id }, { region })).to.equal(
        `KMSInvalidStateException: ${inRegion(arn, region)} is updating.`,
      );
    }
    expect(await stateOf(world, id, ASIA)).to.equal('Enabled');
    await world.engine.advanceClock(SECONDS);
    for (const region of [HOME, EUROPE, ASIA]) {
      const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: id }, { region });
      expect(KeyMetadata?.KeyState).to.equal('Enabled');
      expect(KeyMetadata?.MultiRegionConfiguration).to.deep.equal({
        MultiRegionKeyType: region === EUROPE ? 'PRIMARY' : 'REPLICA',
        PrimaryKey: { Arn: inRegion(arn, EUROPE), Region: EUROPE },
        ReplicaKeys: [HOME, ASIA].map((place) => ({ Arn: inRegion(arn, place), Region: place })),
      });
    }
  });

  it('rejects a replica, a Region without a replica, and the primary Region itself', async () => {
    const { world, arn, id } = await related([EUROPE]);
    const rejection = (PrimaryRegion: string, region = HOME) =>
      world.error('UpdatePrimaryRegion', { KeyId: id, PrimaryRegion }, { region });
    expect(await rejection(HOME, EUROPE)).to.equal(
      `UnsupportedOperationException: ${inRegion(arn, EUROPE)} is not a multi-region primary key.`,
    );
    expect(await rejection(ASIA)).to.equal(`NotFoundException: Key '${inRegion(arn, ASIA)}' does not exist`);
    expect(await rejection(HOME)).to.match(/^ValidationException/);
    const single = await world.key();
    expect(await world.error('UpdatePrimaryRegion', { KeyId: single, PrimaryRegion: EUROPE })).to.equal(
      `UnsupportedOperationException: ${single} is not a multi-region primary key.`,
    );
  });

  it('needs both keys to be enabled', async () => {
    const { world, arn, id } = await related([EUROPE]);
    await world.ok('DisableKey', { KeyId: id }, { region: EUROPE });
    const input = { KeyId: id, PrimaryRegion: EUROPE };
    expect(await world.error('UpdatePrimaryRegion', input)).to.equal(
      `DisabledException: ${inRegion(arn, EUROPE)} is disabled.`,
    );
    await world.ok('EnableKey', { KeyId: id }, { region: EUROPE });
    await world.ok('DisableKey', { KeyId: id });
    expect(await world.error('UpdatePrimaryRegion', input)).to.equal(`DisabledException: ${arn} is disabled.`);
  });
});

describe('the rotation of related keys', () => {
  const rotations = async (world: TestWorld, KeyId: string, region: string) =>
    (await world.ok('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }, { region })).Rotations;

  it('is changed and run at the primary key only', async () => {
    const { world, arn, id } = await related([EUROPE]);
    const text = `UnsupportedOperationException: ${inRegion(arn, EUROPE)} is not a multi-region primary key.`;
    for (const operation of ['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const)
      expect(await world.error(operation, { KeyId: id }, { region: EUROPE }), operation).to.equal(text);
    await world.ok('EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 100 });
    const status = await world.ok('GetKeyRotationStatus', { KeyId: id }, { region: EUROPE });
    expect(status).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 100 });
    await world.ok('DisableKeyRotation', { KeyId: id });
    expect((await world.ok('GetKeyRotationStatus', { KeyId: id }, { region: EUROPE })).KeyRotationEnabled).to.equal(
      false,
    );
  });

  it('gives all of them the same material, and earlier ciphertexts still open everywhere', async () => {
    const { world, id } = await related([EUROPE]);
    const before = await encrypted(world, id, EUROPE);
    await world.ok('RotateKeyOnDemand', { KeyId: id });
    const [home, europe] = await Promise.all([rotations(world, id, HOME), rotations(world, id, EUROPE)]);
    expect(home).to.have.length(2);
    expect(europe).to.deep.equal(home);
    for (const region of [HOME, EUROPE]) {
      const after = await encrypted(world, id, region);
      for (const CiphertextBlob of [before, after])
        for (const place of [HOME, EUROPE])
          expect([
            ...((await world.ok('Decrypt', { CiphertextBlob }, { region: place })).Plaintext ?? []),
          ]).to.deep.equal([...MESSAGE]);
    }
  });

  it('continues at the new primary key after UpdatePrimaryRegion', async () => {
    const { world, id, arn } = await related([EUROPE]);
    await world.ok('EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 });
    await world.ok('UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: EUROPE });
    await world.engine.advanceClock(91 * DAY);
    const [record, ...more] = await recordsOf(world, 'RotateKey');
    expect(more).to.deep.equal([]);
    expect(record?.awsRegion).to.equal(EUROPE);
    expect(await rotations(world, id, HOME)).to.deep.equal(await rotations(world, id, EUROPE));
    await world.ok('RotateKeyOnDemand', { KeyId: id }, { region: EUROPE });
    expect(await world.error('RotateKeyOnDemand', { KeyId: id })).to.equal(
      `UnsupportedOperationException: ${arn} is not a multi-region primary key.`,
    );
    expect(await rotations(world, id, HOME)).to.have.length(3);
  });

  it('that was due while the primary key was Updating runs when it is enabled', async () => {
    const { world, id } = await related([EUROPE]);
    await world.ok('EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 });
    await world.engine.advanceClock(90 * DAY - 1);
    await world.ok('UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: EUROPE });
    await world.engine.advanceClock(SECONDS);
    const [record] = await recordsOf(world, 'RotateKey');
    expect(record).to.include({ awsRegion: EUROPE, eventTime: '2026-04-01T00:00:09Z' });
    const status = await world.ok('GetKeyRotationStatus', { KeyId: id }, { region: HOME });
    const elsewhere = await world.ok('GetKeyRotationStatus', { KeyId: id }, { region: EUROPE });
    expect(status.NextRotationDate).to.deep.equal(elsewhere.NextRotationDate);
  });

  it('does not run while the primary key is disabled, whatever the state of the replica', async () => {
    const { world, id } = await related([EUROPE]);
    await world.ok('EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 });
    await world.ok('DisableKey', { KeyId: id });
    await world.engine.advanceClock(100 * DAY);
    expect(await rotations(world, id, EUROPE)).to.have.length(1);
    await world.ok('EnableKey', { KeyId: id });
    expect(await rotations(world, id, EUROPE)).to.have.length(2);
  });
});

describe('the deletion of related keys', () => {
  const schedule = (world: TestWorld, KeyId: string, region: string, PendingWindowInDays = 7) =>
    world.ok('ScheduleKeyDeletion', { KeyId, PendingWindowInDays }, { region });

  it('of a primary key with replicas takes 7 days for the replica and 7 for itself', async () => {
    const { world, id } = await related([EUROPE]);
    const scheduled = await schedule(world, id, HOME);
    expect(scheduled).to.include({ KeyState: 'PendingReplicaDeletion', PendingWindowInDays: 7 });
    expect(scheduled).not.to.have.property('DeletionDate');
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: id });
    expect(KeyMetadata).to.include({ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 7 });
    expect(KeyMetadata).not.to.have.property('DeletionDate');
    await world.engine.advanceClock(30 * DAY);
    expect(await stateOf(world, id)).to.equal('PendingReplicaDeletion');
    const start = START + (SECONDS + 30 * DAY) * 1000;
    await schedule(world, id, EUROPE);
    await world.engine.advanceClock(7 * DAY - 1);
    expect(await stateOf(world, id)).to.equal('PendingReplicaDeletion');
    await world.engine.advanceClock(1);
    const waiting = (await world.ok('DescribeKey', { KeyId: id })).KeyMetadata;
    expect(waiting?.KeyState).to.equal('PendingDeletion');
    expect(waiting?.DeletionDate?.getTime()).to.equal(start + 14 * DAY * 1000);
    expect(waiting?.MultiRegionConfiguration?.ReplicaKeys).to.deep.equal([]);
    await world.engine.advanceClock(7 * DAY - 1);
    expect(await stateOf(world, id)).to.equal('PendingDeletion');
    await world.engine.advanceClock(1);
    expect(await world.error('DescribeKey', { KeyId: id })).to.match(/^NotFoundException/);
    const deleted = await recordsOf(world, 'DeleteKey');
    expect(deleted.map(({ awsRegion }) => awsRegion)).to.deep.equal([HOME, EUROPE]);
  });

  it('starts the waiting period of the primary key with the last of several replicas, in one advance too', async () => {
    const { world, id } = await related([EUROPE, ASIA]);
    await schedule(world, id, HOME);
    await schedule(world, id, EUROPE, 7);
    await schedule(world, id, ASIA, 10);
    await world.engine.advanceClock(60 * DAY);
    const deleted = await recordsOf(world, 'DeleteKey');
    const day = (days: number) => new Date(START + (SECONDS + days * DAY) * 1000).toISOString().replace('.000', '');
    expect(deleted.map(({ awsRegion, eventTime }) => [awsRegion, eventTime])).to.deep.equal([
      [HOME, day(17)],
      [ASIA, day(10)],
      [EUROPE, day(7)],
    ]);
  });

  it('deletes the material with the last of them only', async () => {
    const { world, id } = await related([EUROPE]);
    const CiphertextBlob = await encrypted(world, id, EUROPE);
    await schedule(world, id, EUROPE);
    await world.engine.advanceClock(7 * DAY);
    expect([...((await world.ok('Decrypt', { CiphertextBlob })).Plaintext ?? [])]).to.deep.equal([...MESSAGE]);
    await world.ok('ReplicateKey', { KeyId: id, ReplicaRegion: EUROPE });
    await world.engine.advanceClock(SECONDS);
    expect((await world.ok('Decrypt', { CiphertextBlob }, { region: EUROPE })).KeyId).to.contain(EUROPE);
    await schedule(world, id, EUROPE);
    await schedule(world, id, HOME);
    await world.engine.advanceClock(14 * DAY);
    expect(await world.database.page('materials', 'key', [id], 10)).to.deep.equal([]);
  });

  it('can be cancelled in either state, and leaves the key disabled', async () => {
    const { world, arn, id } = await related([EUROPE]);
    await schedule(world, id, HOME);
    expect(await world.error('ReplicateKey', { KeyId: id, ReplicaRegion: ASIA })).to.equal(
      `KMSInvalidStateException: ${arn} is pending replica deletion.`,
    );
    expect(await world.error('Encrypt', { KeyId: id, Plaintext: MESSAGE })).to.equal(
      `KMSInvalidStateException: ${arn} is pending replica deletion.`,
    );
    await world.ok('CancelKeyDeletion', { KeyId: id });
    expect(await stateOf(world, id)).to.equal('Disabled');
    await schedule(world, id, EUROPE);
    await world.engine.advanceClock(8 * DAY);
    // The deletion of the primary key was cancelled, so nothing waits for the replica.
    expect(await stateOf(world, id)).to.equal('Disabled');
  });

  it('of a replica that is still Creating can be scheduled and cancelled', async () => {
    const { world, id } = await related([]);
    await world.ok('ReplicateKey', { KeyId: id, ReplicaRegion: EUROPE });
    await schedule(world, id, EUROPE);
    await world.engine.advanceClock(60);
    expect(await stateOf(world, id, EUROPE)).to.equal('PendingDeletion');
    await world.ok('CancelKeyDeletion', { KeyId: id }, { region: EUROPE });
    expect(await stateOf(world, id, EUROPE)).to.equal('Disabled');
  });
});

describe('the records of multi-Region operations', () => {
  it('of ReplicateKey are in both Regions, and KMS records the synchronization when the replica is created', async () => {
    const { world, arn } = await related([EUROPE]);
    const [call] = await recordsOf(world, 'ReplicateKey');
    const created = (await recordsOf(world, 'CreateKey')).find(({ awsRegion }) => awsRegion === EUROPE);
    const [synchronized] = await recordsOf(world, 'SynchronizeMultiRegionKey');
    expect(call).to.include({ awsRegion: HOME, eventTime: '2026-01-01T00:00:00Z' });
    expect(created?.requestID).not.to.equal(call?.requestID);
    expect(created?.userIdentity).to.deep.equal(call?.userIdentity);
    expect(created?.resources).to.deep.equal([
      { accountId: '111122223333', type: 'AWS::KMS::Key', ARN: inRegion(arn, EUROPE) },
    ]);
    expect(synchronized).to.include({ awsRegion: EUROPE, eventType: 'AwsApiCall', eventTime: '2026-01-01T00:00:05Z' });
  });

  it('of a rotation and of its settings are followed by a synchronization in each other Region', async () => {
    const { world, id } = await related([EUROPE, ASIA]);
    const synchronized = async () => (await recordsOf(world, 'SynchronizeMultiRegionKey')).length;
    const before = await synchronized();
    await world.ok('EnableKeyRotation', { KeyId: id });
    await world.ok('RotateKeyOnDemand', { KeyId: id });
    expect((await synchronized()) - before).to.equal(4);
    await world.ok('DisableKeyRotation', { KeyId: id });
    await world.ok('DisableKeyRotation', { KeyId: id });
    expect((await synchronized()) - before).to.equal(6);
  });

  it('of UpdatePrimaryRegion are in both Regions', async () => {
    const { world, arn, id } = await related([EUROPE]);
    await world.ok('UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: EUROPE });
    const records = await recordsOf(world, 'UpdatePrimaryRegion');
    expect(
      records.map(({ awsRegion, resources }) => [awsRegion, resources?.map(({ ARN }) => ARN)]),
    ).to.have.deep.members([
      [HOME, [arn]],
      [EUROPE, [inRegion(arn, EUROPE)]],
    ]);
  });

  it('of a call that fails are in its own Region only', async () => {
    const { world, id } = await related([EUROPE]);
    await world.error('ReplicateKey', { KeyId: id, ReplicaRegion: EUROPE });
    expect(await recordsOf(world, 'ReplicateKey')).to.have.length(2);
    expect((await recordsOf(world, 'CreateKey')).filter(({ awsRegion }) => awsRegion === EUROPE)).to.have.length(1);
  });
});

describe('two hosts', () => {
  it('that replicate into the same Region at once create one replica', async () => {
    const { world, id } = await related([]);
    const input = { KeyId: id, ReplicaRegion: EUROPE };
    const replies = await Promise.all([1, 2, 3].map(() => world.reply('ReplicateKey', input)));
    expect(replies.filter(({ ok }) => ok)).to.have.length(1);
    const record = (await world.database.get('keys', `arn:aws:kms:us-east-1:111122223333:key/${id}`)) as KeyRecord;
    expect(record.multiRegion).to.deep.equal({ primary: HOME, replicas: [EUROPE] });
  });
});
