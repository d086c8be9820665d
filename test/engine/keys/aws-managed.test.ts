/** AWS managed keys: made on first use, used through their service alone, changed by nobody, rotated every year. */
import { expect } from 'chai';
import type { Reply } from '../../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { MANAGED_SERVICES, PREDEFINED_ALIASES, viaServiceName } from '../../../src/model/aws-managed.ts';
import { QUOTAS } from '../../../src/model/quotas.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';
import { START, testWorld, type TestWorld } from '../world.ts';

const ALIAS = 'alias/aws/s3';
const THROUGH_S3 = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const EVE = 'arn:aws:iam::111122223333:user/eve';

function through<N extends OperationName>(
  world: TestWorld,
  operation: N,
  input: InputOf<N>,
  requestContext = THROUGH_S3,
): Promise<Reply<N>> {
  return world.engine.call({ operation, input, region: 'us-east-1', caller: ADMIN, requestContext }) as Promise<
    Reply<N>
  >;
}

describe('an AWS managed key', () => {
  it('is made when its service first uses it, once', async () => {
    const world = await testWorld();
    expect(await world.error('Encrypt', { KeyId: ALIAS, Plaintext: Uint8Array.of(1) })).to.contain('NotFoundException');
    const replies = await Promise.all(
      [1, 2, 3].map(() => through(world, 'GenerateDataKey', { KeyId: ALIAS, KeySpec: 'AES_256' })),
    );
    expect(replies.map(({ ok }) => ok)).to.deep.equal([true, true, true]);
    const { Keys = [] } = await world.ok('ListKeys', {});
    expect(Keys).to.have.length(1);
    const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: ALIAS });
    expect(KeyMetadata?.KeyManager).to.equal('AWS');
    expect(KeyMetadata?.KeyId).to.equal(Keys[0]?.KeyId);
  });

  it('is made by DescribeKey of its predefined alias, and of no other', async () => {
    const world = await testWorld();
    expect((await world.ok('DescribeKey', { KeyId: ALIAS })).KeyMetadata?.KeyManager).to.equal('AWS');
    expect(await world.error('DescribeKey', { KeyId: 'alias/aws/nothing' })).to.contain('NotFoundException');
  });

  it('is made for every service that has one, by its first use and by DescribeKey', async () => {
    const [used, described] = [await testWorld(), await testWorld()];
    for (const service of MANAGED_SERVICES) {
      const KeyId = `alias/aws/${service}`;
      const context = { 'kms:ViaService': viaServiceName(service, 'us-east-1') };
      const reply = await through(used, 'GenerateDataKey', { KeyId, KeySpec: 'AES_256' }, context);
      expect(reply.ok, service).to.equal(true);
      expect((await described.ok('DescribeKey', { KeyId })).KeyMetadata?.KeyManager).to.equal('AWS');
    }
    for (const world of [used, described])
      expect((await world.ok('ListKeys', {})).Keys).to.have.length(MANAGED_SERVICES.length);
  });

  it('of a service without a predefined alias is listed once it exists', async () => {
    const world = await testWorld();
    const listed = async () => ((await world.ok('ListAliases', {})).Aliases ?? []).map(({ AliasName }) => AliasName);
    expect(await listed()).to.deep.equal(PREDEFINED_ALIASES);
    await world.ok('DescribeKey', { KeyId: 'alias/aws/lightsail' });
    expect(await listed()).to.deep.equal([...PREDEFINED_ALIASES, 'alias/aws/lightsail'].toSorted());
  });

  const refused: readonly [string, (world: TestWorld) => Promise<unknown>][] = [
    [
      'a caller without permission',
      async (world) => {
        await world.engine.directory.putPrincipal({ arn: EVE });
        return world.engine.call({
          operation: 'DescribeKey',
          input: { KeyId: ALIAS },
          region: 'us-east-1',
          caller: EVE,
        });
      },
    ],
    [
      'a grant token that is not valid',
      (world) => world.reply('DescribeKey', { KeyId: ALIAS, GrantTokens: ['garbage'] }),
    ],
    [
      'an input that is not valid',
      (world) => through(world, 'GenerateDataKey', { KeyId: ALIAS, KeySpec: 'AES_512' as 'AES_256' }),
    ],
    [
      'a use that the key does not offer',
      (world) =>
        through(world, 'GenerateMac', { KeyId: ALIAS, Message: Uint8Array.of(1), MacAlgorithm: 'HMAC_SHA_256' }),
    ],
  ];
  for (const [what, call] of refused) {
    it(`is not made by ${what}`, async () => {
      const world = await testWorld();
      const reply = (await call(world)) as Reply;
      expect(reply.ok).to.equal(false);
      expect((await world.ok('ListKeys', {})).Keys).to.deep.equal([]);
      expect(
        (await world.ok('ListAliases', {})).Aliases?.filter(({ TargetKeyId }) => TargetKeyId !== undefined),
      ).to.deep.equal([]);
    });
  }

  it('is used through its service alone, in its own account', async () => {
    const world = await testWorld();
    const sealed = await through(world, 'Encrypt', { KeyId: ALIAS, Plaintext: Uint8Array.of(7) });
    const CiphertextBlob = sealed.ok ? (sealed.output.CiphertextBlob as Uint8Array) : new Uint8Array();
    const opened = await through(world, 'Decrypt', { CiphertextBlob });
    expect(opened.ok && [...(opened.output.Plaintext ?? [])]).to.deep.equal([7]);
    expect(await world.error('Encrypt', { KeyId: ALIAS, Plaintext: Uint8Array.of(1) })).to.match(
      /AccessDeniedException: .*no resource-based policy/,
    );
    const elsewhere = await through(
      world,
      'Decrypt',
      { CiphertextBlob },
      { 'kms:ViaService': 'rds.us-east-1.amazonaws.com' },
    );
    expect(elsewhere.ok || elsewhere.error.name).to.equal('AccessDeniedException');
  });

  it('can be looked at and changed by nobody', async () => {
    const world = await testWorld();
    const KeyId = (await world.ok('DescribeKey', { KeyId: ALIAS })).KeyMetadata?.Arn ?? '';
    expect((await world.ok('GetKeyPolicy', { KeyId })).Policy).to.contain('auto-s3-1');
    await world.ok('ListResourceTags', { KeyId });
    const root = { caller: 'arn:aws:iam::111122223333:root' };
    const refused = [
      world.error('DisableKey', { KeyId }, root),
      world.error('ScheduleKeyDeletion', { KeyId }, root),
      world.error('PutKeyPolicy', { KeyId, Policy: '{}', BypassPolicyLockoutSafetyCheck: true }, root),
      world.error('DisableKeyRotation', { KeyId }, root),
      world.error('TagResource', { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }, root),
      world.error('CreateGrant', { KeyId, GranteePrincipal: ADMIN, Operations: ['Decrypt'] }, root),
      world.error('CreateAlias', { AliasName: 'alias/mine', TargetKeyId: KeyId }, root),
    ];
    for (const error of await Promise.all(refused)) expect(error).to.contain('AccessDeniedException');
    expect(await world.error('DeleteAlias', { AliasName: ALIAS }, root)).to.contain('NotAuthorizedException');
  });

  it('rotates every year', async () => {
    const world = await testWorld();
    const sealed = await through(world, 'Encrypt', { KeyId: ALIAS, Plaintext: Uint8Array.of(7) });
    const KeyId = (await world.ok('DescribeKey', { KeyId: ALIAS })).KeyMetadata?.Arn ?? '';
    const status = await world.ok('GetKeyRotationStatus', { KeyId });
    expect(status.KeyRotationEnabled).to.equal(true);
    expect(status.NextRotationDate?.getTime()).to.equal(START + 365 * 86_400_000);
    await world.engine.advanceClock(366 * 86_400);
    expect(
      (await world.ok('ListKeyRotations', { KeyId })).Rotations?.map(({ RotationType }) => RotationType),
    ).to.deep.equal(['AUTOMATIC']);
    const opened = await through(world, 'Decrypt', {
      CiphertextBlob: sealed.ok ? (sealed.output.CiphertextBlob as Uint8Array) : new Uint8Array(),
    });
    expect(opened.ok).to.equal(true);
  });

  it('has its alias in every list, without a key until there is one', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    for (const AliasName of ['alias/app', 'alias/zoo'])
      await world.ok('CreateAlias', { AliasName, TargetKeyId: KeyId });
    await world.ok('DescribeKey', { KeyId: ALIAS });
    const { Aliases = [] } = await world.ok('ListAliases', {});
    const names = Aliases.map(({ AliasName }) => AliasName);
    expect(names).to.deep.equal(['alias/app', ...PREDEFINED_ALIASES, 'alias/zoo']);
    expect(
      Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined).map(({ AliasName }) => AliasName),
    ).to.deep.equal(['alias/app', ALIAS, 'alias/zoo']);
    expect(Aliases[1]).to.deep.equal({
      AliasName: 'alias/aws/acm',
      AliasArn: 'arn:aws:kms:us-east-1:111122223333:alias/aws/acm',
    });
    const paged: (string | undefined)[] = [];
    for (let Marker: string | undefined, more = true; more;) {
      const page = await world.ok('ListAliases', { Limit: 1, ...(Marker === undefined ? {} : { Marker }) });
      paged.push(...(page.Aliases ?? []).map(({ AliasName }) => AliasName));
      more = page.Truncated === true;
      Marker = page.NextMarker;
    }
    expect(paged).to.deep.equal(names);
    expect((await world.ok('ListAliases', { KeyId })).Aliases).to.have.length(2);
  });

  it('does not count in the quota of keys', async () => {
    const database = createMemoryDatabase();
    const count = database.count.bind(database);
    database.count = async (...of) => (await count(...of)) + QUOTAS.keys - 2;
    const world = await testWorld(database);
    await world.ok('DescribeKey', { KeyId: ALIAS });
    await world.key();
    await world.key();
    expect(await world.error('CreateKey', {})).to.contain(
      'quota for this account in this region is 100000, current usage is 100000',
    );
  });
});
