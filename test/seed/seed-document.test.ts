/** Seed documents on a sandbox in memory. */
import { expect } from 'chai';
import { createStrongroom, SeedError } from '../../src/memory.ts';
import type { SeedDocument, SeedProblem } from '../../src/model/seed-document.ts';

const ACCOUNT = '111122223333';
const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;
const DAY_S = 86_400;

const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const keyPolicy = (...statements: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
    ...statements,
  ],
});

/** A document with every kind of entry. */
const FULL: SeedDocument = {
  version: 1,
  settings: { propagationDelaySeconds: 0 },
  clock: { now: '2026-02-01T00:00:00.000Z', paused: true },
  accounts: [
    { id: '555566667777', name: 'Partner', organization: { id: 'o-abcdefghij', path: 'o-abcdefghij/r-ab12/' } },
  ],
  groups: [{ arn: `arn:aws:iam::${ACCOUNT}:group/readers`, policies: [allow('kms:DescribeKey', '${key.orders}')] }],
  principals: [
    { arn: ANA, tags: { team: 'orders' }, groups: ['readers'], policies: [allow('kms:Encrypt', '${key.orders}')] },
    { arn: `arn:aws:iam::${ACCOUNT}:role/Job`, boundary: allow('kms:*', 'arn:aws:kms:*:*:key/${keyId.orders}') },
  ],
  endpoints: [
    {
      id: 'vpce-0abc',
      vpc: 'vpc-0abc',
      policy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '${key.orders}' }] },
    },
  ],
  keys: [
    {
      name: 'orders',
      description: 'Orders',
      tags: { app: 'shop' },
      multiRegion: true,
      rotationPeriodInDays: 90,
      policy: keyPolicy({ Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }),
      replicas: [{ region: 'eu-west-1', description: 'Copy', enabled: false }, { region: 'eu-west-2' }],
    },
    { name: 'signing', spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', deletionInDays: 9 },
    { name: 'own', origin: 'EXTERNAL', account: '555566667777', region: 'eu-central-1' },
  ],
  aliases: [
    { name: 'alias/orders', key: 'orders' },
    { name: 'alias/orders', key: 'orders', region: 'eu-west-1' },
  ],
  grants: [{ key: 'orders', grantee: ANA, operations: ['Decrypt', 'RetireGrant'], name: 'nightly' }],
};

/** The problems for which a document is refused. */
async function problemsOf(document: unknown): Promise<readonly SeedProblem[]> {
  const { sandbox } = createStrongroom();
  const before = await sandbox.export();
  try {
    await sandbox.seed(document as SeedDocument);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    const { clock: _then, ...unchanged } = before;
    const { clock: _now, ...after } = await sandbox.export();
    expect(after, 'the sandbox after the refusal').to.deep.equal(unchanged);
    expect((await sandbox.events.query()).events).to.deep.equal([]);
    return error.problems;
  }
  throw new Error('The document was not refused.');
}

const isAt = (path: readonly (string | number)[], reason: string) => (problem: SeedProblem) =>
  problem.reason === reason && JSON.stringify(problem.path) === JSON.stringify(path);

describe('A seed document', () => {
  it('creates what it describes', async () => {
    const { sandbox, kms } = createStrongroom();
    const report = await sandbox.seed(FULL);
    const [orders] = report.differences.filter(({ kind }) => kind === 'new-key');
    if (orders?.kind !== 'new-key') throw new Error('No key was created.');

    const { KeyMetadata } = await kms().describeKey({ KeyId: 'alias/orders' });
    expect(KeyMetadata?.Arn).to.equal(orders.arn);
    expect(KeyMetadata).to.include({ Description: 'Orders', MultiRegion: true, KeyState: 'Enabled' });
    expect((await kms().getKeyRotationStatus({ KeyId: orders.arn })).RotationPeriodInDays).to.equal(90);
    const copy = await kms('eu-west-1').describeKey({ KeyId: 'alias/orders' });
    expect(copy.KeyMetadata).to.include({ Description: 'Copy', KeyState: 'Disabled' });
    expect((await kms().listGrants({ KeyId: orders.arn })).Grants).to.have.length(1);
    expect((await sandbox.principals.get(ANA))?.policies).to.deep.equal([allow('kms:Encrypt', orders.arn)]);
    const job = await sandbox.principals.get(`arn:aws:iam::${ACCOUNT}:role/Job`);
    expect(job?.boundary).to.deep.equal(allow('kms:*', `arn:aws:kms:*:*:key/${orders.arn.split('/')[1]}`));
    expect((await sandbox.keys.list('555566667777', 'eu-central-1'))[0]).to.include({
      origin: 'EXTERNAL',
      state: 'PendingImport',
    });
    expect(await sandbox.clock.state()).to.deep.equal({ now: new Date('2026-02-01'), paused: true });
    expect(report.added).to.deep.include({ accounts: 1, principals: 2, keys: 3, aliases: 2, grants: 1 });
  });

  it('leaves each call in the audit log, made by the root user of the account', async () => {
    const { sandbox } = createStrongroom();
    const { calls } = await sandbox.seed(FULL);
    const { events } = await sandbox.events.query({ limit: 1000 });
    // Others are made by KMS itself, such as that of a replica in its own Region.
    const made = events.filter(
      ({ record }) => record.eventType === 'AwsApiCall' && record.userIdentity.invokedBy === undefined,
    );
    expect(new Set(made.map(({ record }) => record.userIdentity.type))).to.deep.equal(new Set(['Root']));
    expect(made.length).to.be.at.least(calls);
    expect(calls).to.be.greaterThan(10);
  });

  it('creates a key whose policy and SCP allow its own creator nothing', async () => {
    const { sandbox } = createStrongroom();
    const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }] };
    await sandbox.seed({
      version: 1,
      accounts: [{ id: ACCOUNT, organization: { id: 'o-abcdefghij', path: 'o-abcdefghij/r-ab12/' }, scps: [deny] }],
      keys: [
        {
          name: 'shut',
          enabled: false,
          policy: keyPolicy({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }),
        },
      ],
      aliases: [{ name: 'alias/shut', key: 'shut' }],
    });
    const [key] = await sandbox.keys.list(ACCOUNT, 'us-east-1');
    expect(key).to.deep.include({ state: 'Disabled', aliases: ['alias/shut'] });
  });

  it('is not throttled by request quotas', async () => {
    const { sandbox } = createStrongroom();
    const keys = Array.from({ length: 40 }, (_, index) => ({ name: `key${index}` }));
    await sandbox.seed({ version: 1, settings: { requestQuotas: 'real' }, keys });
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(40);
  });

  it('seeds a new sandbox before its first call', async () => {
    const { kms, sandbox } = createStrongroom({ seed: FULL });
    const { KeyMetadata } = await kms().describeKey({ KeyId: 'alias/orders' });
    expect(KeyMetadata?.Description).to.equal('Orders');
    await sandbox.clock.advance(9 * DAY_S);
    const keys = await sandbox.keys.list(ACCOUNT, 'us-east-1');
    expect(keys.map(({ spec }) => spec)).to.deep.equal(['SYMMETRIC_DEFAULT']);
  });

  it('makes every call reject if the option seed is refused', async () => {
    const { kms, sandbox } = createStrongroom({ seed: { version: 1, keys: [{ name: 'a', spec: 'NONE' as never }] } });
    for (const call of [kms().listKeys(), sandbox.clock.now()]) {
      const error = await call.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(SeedError);
    }
  });

  it('names the entry and the AWS error that the sandbox refuses', async () => {
    const [problem] = await problemsOf({
      version: 1,
      keys: [{ name: 'first' }, { name: 'second', spec: 'HMAC_256', usage: 'SIGN_VERIFY' }],
    });
    expect(problem).to.deep.include({
      path: ['keys', 1],
      reason: 'refused',
      operation: 'CreateKey',
      error: 'ValidationException',
    });
  });

  it('names a directory entry that the sandbox refuses', async () => {
    const [problem] = await problemsOf({ version: 1, principals: [{ arn: 'arn:aws:iam::111122223333:robot/x' }] });
    expect(problem).to.deep.include({ path: ['principals', 0], reason: 'refused', error: 'TypeError' });
  });

  it('refuses an alias that exists, and changes nothing', async () => {
    const { sandbox, kms } = createStrongroom();
    const { KeyMetadata } = await kms().createKey({});
    await kms().createAlias({ AliasName: 'alias/taken', TargetKeyId: KeyMetadata?.KeyId });
    const error = await sandbox
      .seed({ version: 1, keys: [{ name: 'a' }], aliases: [{ name: 'alias/taken', key: 'a' }] })
      .catch((reason: unknown) => reason as SeedError);
    expect((error as SeedError).problems[0]).to.deep.include({
      path: ['aliases', 0],
      error: 'AlreadyExistsException',
    });
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.have.length(1);
  });

  const REFUSED: readonly (readonly [
    what: string,
    document: unknown,
    path: readonly (string | number)[],
    reason: string,
  ])[] = [
    ['another version', { version: 2 }, ['version'], 'not-valid'],
    ['an unknown member', { version: 1, secrets: [] }, ['secrets'], 'not-valid'],
    [
      'an unknown member of a key',
      { version: 1, keys: [{ name: 'a', material: 'AA==' }] },
      ['keys', 0, 'material'],
      'not-valid',
    ],
    ['a wrong type', { version: 1, keys: {} }, ['keys'], 'not-valid'],
    ['a missing member', { version: 1, keys: [{}] }, ['keys', 0], 'not-valid'],
    ['a duplicate name', { version: 1, keys: [{ name: 'a' }, { name: 'a' }] }, ['keys', 1], 'duplicate'],
    [
      'an alias of an unknown key',
      { version: 1, aliases: [{ name: 'alias/a', key: 'b' }] },
      ['aliases', 0, 'key'],
      'unknown-name',
    ],
    [
      'a policy that names an unknown key',
      { version: 1, principals: [{ arn: ANA, policies: [allow('kms:*', '${key.none}')] }] },
      ['principals', 0, 'policies', 0, 'Statement', 0, 'Resource'],
      'unknown-name',
    ],
    [
      'a reference to a Region without a replica',
      { version: 1, keys: [{ name: 'a', policy: keyPolicy({ Sid: '${key.a@eu-west-1}' }) }] },
      ['keys', 0, 'policy', 'Statement', 1, 'Sid'],
      'unknown-name',
    ],
    [
      'replicas of a single-Region key',
      { version: 1, keys: [{ name: 'a', replicas: [{ region: 'eu-west-1' }] }] },
      ['keys', 0, 'replicas'],
      'not-valid',
    ],
    [
      'a text of 10 MB',
      { version: 1, keys: [{ name: 'a', description: 'x'.repeat(10_000_000) }] },
      ['keys', 0, 'description'],
      'too-large',
    ],
    [
      'a member __proto__',
      JSON.parse('{"version":1,"keys":[{"name":"a","tags":{"__proto__":"x"}}]}'),
      ['keys', 0, 'tags', '__proto__'],
      'not-valid',
    ],
  ];
  for (const [what, document, path, reason] of REFUSED) {
    it(`with ${what} is refused with its place`, async () => {
      const problems = await problemsOf(document);
      expect(problems.some(isAt(path, reason)), JSON.stringify(problems)).to.equal(true);
    });
  }

  it('that is no document is refused', async () => {
    const cycle: Record<string, unknown> = { version: 1 };
    cycle['keys'] = [cycle];
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    for (const document of [null, [], 'seed', 1, { version: 1, keys: [() => 1] }, cycle, { version: 1, keys: deep }])
      expect(await problemsOf(document)).to.have.length.greaterThan(0);
  });
});
