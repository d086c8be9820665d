import { expect } from 'chai';
import { DEFAULT_ACCOUNT, SECOND_ACCOUNT } from '../../../src/model/documented-world.ts';
import { QUOTAS } from '../../../src/model/quotas.ts';
import type { QuotaIncreaseInput, QuotaListOptions, QuotaView } from '../../../src/model/service-quotas.ts';
import { testWorld, type TestWorld } from '../world.ts';

const MINUTES_30 = 1800;

async function quotaOf(world: TestWorld, code: string, options?: QuotaListOptions): Promise<QuotaView> {
  const found = (await world.engine.quotas(options)).find((quota) => quota.code === code);
  if (found === undefined) throw new Error(`No quota ${code}.`);
  return found;
}

/** The error of a request, as `Name: text`. */
const refusal = (world: TestWorld, increase: QuotaIncreaseInput): Promise<string> =>
  world.engine.requestQuotaIncrease(increase).then(
    () => 'none',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('the list of quotas', () => {
  it('has the name, code and value of AWS, by Region', async () => {
    const world = await testWorld();
    const code = 'CryptographicOperationsSymmetric';
    const { operations, keySpecs, ...quota } = await quotaOf(world, code);
    expect(quota).to.deep.equal({
      code,
      awsCode: 'L-6E3AF000',
      name: 'Cryptographic operations (symmetric) request rate',
      kind: 'request',
      account: DEFAULT_ACCOUNT,
      region: 'us-east-1',
      unit: 'requests per second',
      scope: 'account and Region',
      default: 100_000,
      value: 100_000,
      adjustable: true,
    });
    expect(operations).to.have.members([
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'GenerateMac',
      'GenerateRandom',
      'ReEncrypt',
      'VerifyMac',
    ]);
    expect(keySpecs).to.have.members(['SYMMETRIC_DEFAULT', 'HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512']);
    expect((await quotaOf(world, code, { region: 'eu-west-2' })).value).to.equal(20_000);
    expect((await quotaOf(world, code, { region: 'eu-north-1' })).value).to.equal(10_000);
    expect((await quotaOf(world, 'GenerateDataKeyPair-RSA-4096', { region: 'cn-north-1' })).value).to.equal(0.1);
  });

  it('shows what the sandbox enforces, and the level of each bucket', async () => {
    const world = await testWorld(undefined, { initialSettings: { requestQuotas: { divideBy: 1000 } } });
    await world.key();
    await world.ok('GenerateRandom', { NumberOfBytes: 8 });
    const shared = await quotaOf(world, 'CryptographicOperationsSymmetric');
    expect([shared.value, shared.enforced, shared.level]).to.deep.equal([100_000, 100, 99]);
    const own = await quotaOf(world, 'CreateKey');
    expect([own.value, own.enforced, own.level]).to.deep.equal([5, 5, 4]);
    expect((await quotaOf(world, 'CreateKey', { account: SECOND_ACCOUNT })).level).to.equal(5);
  });

  it('counts customer managed keys', async () => {
    const world = await testWorld();
    await world.key();
    await world.ok('DescribeKey', { KeyId: 'alias/aws/s3' });
    expect((await quotaOf(world, 'Keys')).used).to.equal(1);
    expect((await quotaOf(world, 'Keys', { region: 'eu-west-1' })).used).to.equal(0);
  });

  it('rejects an unknown account, a malformed Region and an unknown option', async () => {
    const { engine } = await testWorld();
    const invalid = [
      { account: '999999999999' },
      { account: 'x' },
      { region: 'here' },
      { region: 5 },
      { place: 'eu-west-1' },
    ];
    for (const options of invalid as readonly QuotaListOptions[]) {
      const error: unknown = await engine.quotas(options).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(TypeError);
    }
  });
});

describe('a request to increase a quota', () => {
  it('is approved after 30 minutes of simulated time, for its account and Region', async () => {
    const world = await testWorld(undefined, { initialSettings: { requestQuotas: 'real' } });
    const asked = await world.engine.requestQuotaIncrease({ code: 'L-32B67F4A', value: 8 });
    expect(asked).to.include({ code: 'CreateKey', value: 8, status: 'PENDING', account: DEFAULT_ACCOUNT });
    await world.engine.advanceClock(MINUTES_30 - 1);
    expect(await quotaOf(world, 'CreateKey')).to.include({ value: 5, level: 5 });
    await world.engine.advanceClock(1);
    const raised = await quotaOf(world, 'CreateKey');
    expect(raised).to.include({ default: 5, value: 8, enforced: 8 });
    expect(raised.increase?.status).to.equal('APPROVED');
    for (let i = 0; i < 8; i++) await world.key();
    expect(await world.error('CreateKey', {})).to.contain('ThrottlingException');
    for (const other of [{ region: 'eu-west-1' }, { account: SECOND_ACCOUNT }])
      expect((await quotaOf(world, 'CreateKey', other)).value).to.equal(5);
  });

  it('raises the quota of aliases per key', async () => {
    const world = await testWorld();
    const key = await world.key();
    const create = (name: string) => world.reply('CreateAlias', { AliasName: `alias/${name}`, TargetKeyId: key });
    for (let i = 0; i < QUOTAS.aliasesPerKey; i++) await create(`a${i}`);
    await world.engine.requestQuotaIncrease({ code: 'AliasesPerKey', value: 51 });
    expect((await create('one-more')).ok).to.equal(false);
    await world.engine.advanceClock(MINUTES_30);
    expect((await create('one-more')).ok).to.equal(true);
    expect(await world.error('CreateAlias', { AliasName: 'alias/too-many', TargetKeyId: key })).to.equal(
      'LimitExceededException: Aliases per key quota for this account in this region is 51, current usage is 51.',
    );
  });

  it('is refused with the errors of Service Quotas', async () => {
    const world = await testWorld();
    expect(await refusal(world, { code: 'L-00000000', value: 8 })).to.contain('NoSuchResourceException: ');
    for (const code of ['KeyPolicySize', 'OnDemandRotationsPerKey', 'TagsPerKey', 'CloudHsmKeyStore'])
      expect(await refusal(world, { code, value: 1e6 })).to.contain('IllegalArgumentException: AWS does not increase');
    for (const value of [5, 4, -1, 0])
      expect(await refusal(world, { code: 'CreateKey', value })).to.equal(
        'IllegalArgumentException: You must provide a quota value greater than the current quota value',
      );
    expect(await refusal(world, { code: 'CreateKey', value: 1e11 })).to.contain('IllegalArgumentException: ');
    expect(await refusal(world, { code: 'CreateKey', value: NaN })).to.contain('TypeError: value ');
    expect(await refusal(world, { code: 5 as never, value: 8 })).to.contain('TypeError: code ');
    expect(await refusal(world, { code: 'CreateKey', value: 8, place: 'eu-west-1' } as never)).to.equal(
      'TypeError: increase has the unknown member place.',
    );
    expect(await refusal(world, { code: 'CreateKey', value: 8 })).to.equal('none');
    expect(await refusal(world, { code: 'CreateKey', value: 9 })).to.equal(
      'ResourceAlreadyExistsException: Only one open service quota increase request is allowed per quota.',
    );
    expect(await refusal(world, { code: 'CreateKey', value: 9, region: 'eu-west-1' })).to.equal('none');
    await world.engine.advanceClock(MINUTES_30);
    expect(await refusal(world, { code: 'CreateKey', value: 8 })).to.contain('IllegalArgumentException: You must');
    expect(await refusal(world, { code: 'CreateKey', value: 9 })).to.equal('none');
    expect((await quotaOf(world, 'CreateKey')).value).to.equal(8);
  });

  it('is refused while 20 of the account are pending', async () => {
    const world = await testWorld();
    for (let i = 1; i <= 20; i++)
      expect(await refusal(world, { code: 'CreateKey', value: 8, region: `us-east-${i}` })).to.equal('none');
    expect(await refusal(world, { code: 'CreateKey', value: 8, region: 'eu-west-1' })).to.contain(
      'QuotaExceededException: ',
    );
    expect(await refusal(world, { code: 'CreateKey', value: 8, account: SECOND_ACCOUNT })).to.equal('none');
  });

  it('is forgotten by a reset', async () => {
    const world = await testWorld();
    await world.engine.requestQuotaIncrease({ code: 'CreateKey', value: 8 });
    await world.engine.reset();
    await world.engine.advanceClock(MINUTES_30);
    expect((await quotaOf(world, 'CreateKey')).value).to.equal(5);
  });
});
