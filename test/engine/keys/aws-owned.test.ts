/** AWS owned keys: a service's own, in nobody's account, list, quota or log. */
import { expect } from 'chai';
import { testWorld } from '../world.ts';

const SERVICE = { caller: 'dynamodb.amazonaws.com' };
const ADMIN = { caller: 'arn:aws:iam::111122223333:user/admin' };
const ONE = Uint8Array.of(1);

describe('an AWS owned key', () => {
  it('is made and used by its service alone', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ Description: 'tables' }, SERVICE);
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: ONE }, SERVICE);
    expect((await world.ok('Decrypt', { CiphertextBlob }, SERVICE)).Plaintext).to.deep.equal(ONE);
    for (const caller of [ADMIN.caller, 'arn:aws:iam::444455556666:root', 's3.amazonaws.com']) {
      expect(await world.error('Encrypt', { KeyId, Plaintext: ONE }, { caller })).to.match(
        /^AccessDeniedException: .*no resource-based policy allows/,
      );
      expect(await world.error('DescribeKey', { KeyId }, { caller })).to.contain('AccessDeniedException');
      expect(await world.error('Decrypt', { CiphertextBlob }, { caller })).to.contain(
        'the resource associated with this ciphertext',
      );
    }
  });

  it('is in the list of no account but the service’s', async () => {
    const world = await testWorld();
    const KeyId = await world.key({}, SERVICE);
    await world.ok('CreateAlias', { AliasName: 'alias/tables', TargetKeyId: KeyId }, SERVICE);
    for (const caller of [ADMIN.caller, 'arn:aws:iam::444455556666:root', 's3.amazonaws.com']) {
      expect((await world.ok('ListKeys', {}, { caller })).Keys).to.deep.equal([]);
      const names = ((await world.ok('ListAliases', {}, { caller })).Aliases ?? []).map(({ AliasName }) => AliasName);
      expect(names).not.to.contain('alias/tables');
    }
    expect((await world.ok('ListKeys', {}, SERVICE)).Keys).to.have.length(1);
    expect((await world.ok('DescribeKey', { KeyId: 'alias/tables' }, SERVICE)).KeyMetadata?.Arn).to.equal(KeyId);
    expect(await world.engine.whereIs(KeyId)).to.deep.equal([]);
    expect((await world.engine.directory.accounts()).map(({ id }) => id)).to.deep.equal([
      '111122223333',
      '444455556666',
    ]);
  });

  it('is in no log, whatever its service does with it', async () => {
    const world = await testWorld();
    const KeyId = await world.key({}, SERVICE);
    const { requestId, event } = await world.reply('Encrypt', { KeyId, Plaintext: ONE }, SERVICE);
    expect(event).to.equal(undefined);
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 }, SERVICE);
    await world.ok('RotateKeyOnDemand', { KeyId }, SERVICE);
    await world.engine.advanceClock(91 * 86_400);
    await world.ok('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, SERVICE);
    await world.engine.advanceClock(8 * 86_400);
    await world.engine.settle();
    expect(await world.error('DescribeKey', { KeyId }, SERVICE)).to.contain('NotFoundException');
    expect((await world.engine.events({})).events).to.deep.equal([]);
    expect(await world.engine.explain(requestId)).to.equal(undefined);
  });

  it('leaves what others try, and what its service does with a customer’s key, in the customer’s log', async () => {
    const world = await testWorld();
    const owned = await world.key({}, SERVICE);
    await world.error('Encrypt', { KeyId: owned, Plaintext: ONE }, ADMIN);
    const everyone = {
      Effect: 'Allow',
      Principal: { AWS: '111122223333', Service: SERVICE.caller },
      Action: 'kms:*',
      Resource: '*',
    };
    const customers = await world.key(
      { Policy: JSON.stringify({ Version: '2012-10-17', Statement: everyone }) },
      ADMIN,
    );
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId: customers, Plaintext: ONE }, ADMIN);
    await world.ok('ReEncrypt', { CiphertextBlob, DestinationKeyId: owned }, SERVICE);
    const { events } = await world.engine.events({ account: '111122223333' });
    expect(events.map(({ record }) => record.eventName)).to.deep.equal([
      'ReEncrypt',
      'Encrypt',
      'CreateKey',
      'Encrypt',
    ]);
    expect(events.every(({ copies }) => copies === undefined)).to.equal(true);
  });

  it('is listed outside AWS, by the sandbox', async () => {
    const world = await testWorld();
    expect(await world.engine.awsOwnedKeys()).to.deep.equal([]);
    await world.key({}, ADMIN);
    const arn = await world.key({ Description: 'tables' }, SERVICE);
    const there = await world.key(
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
      { caller: 's3.amazonaws.com', region: 'eu-west-1' },
    );
    const listed = await world.engine.awsOwnedKeys();
    expect(listed.map(({ arn: of, ownedBy, region, spec }) => [of, ownedBy, region, spec])).to.have.deep.members([
      [arn, 'dynamodb.amazonaws.com', 'us-east-1', 'SYMMETRIC_DEFAULT'],
      [there, 's3.amazonaws.com', 'eu-west-1', 'HMAC_256'],
    ]);
  });
});
