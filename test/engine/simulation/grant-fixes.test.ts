/** Grants as fixes of a denial, and requests that meet the conditions on CreateGrant and on grants. */
import { expect } from 'chai';
import type { Call } from '../../../src/model/contract.ts';
import type { Fix, FixChange } from '../../../src/model/decision.ts';
import { testWorld, type TestWorld } from '../world.ts';

const A = '111122223333';
const ADMIN = `arn:aws:iam::${A}:user/admin`;
const ANN = `arn:aws:iam::${A}:user/ann`;
const ROLE = `arn:aws:iam::${A}:role/App`;
const BOB = 'arn:aws:iam::444455556666:user/bob';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
const policyOf = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [KEEP, ...statements] });
const DATA = Uint8Array.of(1);

type GrantChange = Extract<FixChange, { kind: 'create-grant' }>;
type Question = Pick<Call, 'operation' | 'input'> & { readonly principal: string };

async function withKey(options: { policy?: string; spec?: 'ECC_NIST_P256' } = {}) {
  const world = await testWorld();
  for (const arn of [ANN, ROLE, BOB]) await world.engine.directory.putPrincipal({ arn });
  const KeyId = await world.key({
    Policy: options.policy ?? policyOf(),
    ...(options.spec && { KeySpec: options.spec, KeyUsage: 'SIGN_VERIFY' }),
  });
  return { world, KeyId };
}

async function fixesFor({ engine }: TestWorld, question: Question): Promise<readonly Fix[]> {
  const asked = await engine.simulate(question as never);
  if (!asked.ok) throw new Error(asked.error.name);
  return asked.decision.fixes ?? [];
}

const grantsOf = (fixes: readonly Fix[]): readonly GrantChange[] =>
  fixes.filter(({ kind }) => kind === 'grant').flatMap(({ changes }) => changes as readonly GrantChange[]);

describe('a grant as a fix', () => {
  it('comes after the narrow statement, has its condition, and allows the request', async () => {
    const { world, KeyId } = await withKey();
    const input = { KeyId, Plaintext: DATA, EncryptionContext: { tenant: 'eu' } };
    const fixes = await fixesFor(world, { principal: ANN, operation: 'Encrypt', input });
    expect(fixes.map(({ kind }) => kind)).to.deep.equal(['narrow', 'grant', 'wide']);
    const [change] = grantsOf(fixes);
    expect(change).to.deep.equal({
      kind: 'create-grant',
      keyArn: KeyId,
      grant: {
        GranteePrincipal: ANN,
        Operations: ['Encrypt'],
        Constraints: { EncryptionContextEquals: { tenant: 'eu' } },
      },
      callers: [ADMIN],
    });
    const tests = [{ operator: 'EncryptionContextEquals', key: 'tenant', values: ['eu'] }];
    expect(fixes[1]?.alters).to.deep.equal([
      {
        principal: ANN,
        operation: 'Encrypt',
        allowed: false,
        outcome: 'conditional',
        conditions: [{ policyType: 'grant', effect: 'Allow', tests }],
      },
    ]);
    expect(fixes[1]?.opens).to.deep.equal([
      { principal: ANN, operation: 'Encrypt', before: 'denied', after: 'conditional', lifted: [] },
    ]);
    await world.ok('CreateGrant', { KeyId, ...(change as GrantChange).grant } as never);
    await world.ok('Encrypt', input, { caller: ANN });
    for (const EncryptionContext of [{}, { tenant: 'us' }, { tenant: 'eu', file: 'a' }])
      expect(await world.error('Encrypt', { ...input, EncryptionContext }, { caller: ANN })).to.contain(
        'AccessDeniedException',
      );
  });

  it('has the pairs of the statement that the request meets, and is for the role of a session', async () => {
    const { world, KeyId } = await withKey();
    const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
    const allow = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition };
    const policies = [{ Version: '2012-10-17', Statement: [allow] }];
    await world.engine.directory.putPrincipal({ arn: ROLE, policies });
    const EncryptionContext = { tenant: 'eu', file: 'a' };
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: DATA, EncryptionContext });
    const principal = `arn:aws:sts::${A}:assumed-role/App/web`;
    const input = { CiphertextBlob, EncryptionContext };
    const [change] = grantsOf(await fixesFor(world, { principal, operation: 'Decrypt', input }));
    expect(change?.grant).to.deep.equal({
      GranteePrincipal: ROLE,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { tenant: 'eu' } },
    });
    await world.ok('CreateGrant', { KeyId, ...change?.grant } as never);
    await world.ok('Decrypt', input, { caller: principal });
  });

  it('announces that it also allows other contexts, where no constraint requires an empty one', async () => {
    const { world, KeyId } = await withKey();
    const fixes = await fixesFor(world, { principal: ANN, operation: 'Encrypt', input: { KeyId, Plaintext: DATA } });
    const grant = fixes.find(({ kind }) => kind === 'grant');
    expect(grant?.says).to.contain('with any encryption context');
    expect(grant?.opens).to.have.length(1);
    expect(grant?.opens[0]).to.include({ after: 'allowed' });
    expect(grant?.opens[0]?.lifted.map(({ tests }) => tests)).to.deep.equal([
      [{ operator: 'Null', key: 'kms:EncryptionContextKeys', values: ['true'] }],
    ]);
  });

  it('has no constraint for an operation without a context, also in another account', async () => {
    const { world, KeyId } = await withKey({ spec: 'ECC_NIST_P256' });
    const input = { KeyId, Message: DATA, SigningAlgorithm: 'ECDSA_SHA_256' };
    for (const principal of [ANN, BOB]) {
      const fixes = await fixesFor(world, { principal, operation: 'Sign', input });
      const grants = grantsOf(fixes);
      expect(grants.map(({ grant }) => grant)).to.deep.equal([{ GranteePrincipal: principal, Operations: ['Sign'] }]);
      expect(fixes.find(({ kind }) => kind === 'grant')?.opens).to.have.length(1);
    }
  });

  it('is one per key of ReEncrypt', async () => {
    const { world, KeyId } = await withKey();
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: DATA, EncryptionContext: { a: '1' } });
    const input = {
      CiphertextBlob,
      SourceEncryptionContext: { a: '1' },
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: { b: '2' },
    };
    const grants = grantsOf(await fixesFor(world, { principal: ANN, operation: 'ReEncrypt', input }));
    expect(grants.map(({ grant }) => [grant.Operations, grant.Constraints])).to.deep.equal([
      [['ReEncryptFrom'], { EncryptionContextEquals: { a: '1' } }],
      [['ReEncryptTo'], { EncryptionContextEquals: { b: '2' } }],
    ]);
    for (const { grant } of grants) await world.ok('CreateGrant', { KeyId, ...grant } as never);
    await world.ok('ReEncrypt', input, { caller: ANN });
  });

  const others: readonly {
    readonly name: string;
    readonly principal?: string;
    readonly operation?: Call['operation'];
    readonly context?: Readonly<Record<string, string>>;
    before?: (world: TestWorld, KeyId: string) => Promise<unknown>;
  }[] = [
    { name: 'an operation that no grant can allow', operation: 'ListGrants' },
    { name: 'CreateGrant alone', operation: 'CreateGrant' },
    { name: 'a disabled key', before: (world, KeyId) => world.ok('DisableKey', { KeyId }) },
    { name: 'an account root user', principal: `arn:aws:iam::444455556666:root` },
    { name: 'a service', principal: 's3.amazonaws.com' },
    {
      name: 'more pairs than a constraint can have',
      context: Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`n${at}`, 'v'])),
    },
    {
      name: 'a key on which nobody may create grants',
      before: (world, KeyId) =>
        world.ok('PutKeyPolicy', {
          KeyId,
          Policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:CreateGrant', Resource: '*' }),
        }),
    },
    {
      name: 'an explicit deny',
      before: (world, KeyId) =>
        world.ok('PutKeyPolicy', {
          KeyId,
          Policy: policyOf({ Effect: 'Deny', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' }),
        }),
    },
    {
      name: 'a service control policy that does not allow',
      before: (world) =>
        world.engine.directory.putAccount({
          id: A,
          scps: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: '*' } }],
        }),
    },
  ];
  for (const { name, principal = ANN, operation = 'Encrypt', context, before } of others) {
    it(`is not proposed for ${name}`, async () => {
      const { world, KeyId } = await withKey();
      await before?.(world, KeyId);
      const input = {
        KeyId,
        ...(operation === 'Encrypt' && { Plaintext: DATA, EncryptionContext: context }),
        ...(operation === 'CreateGrant' && { GranteePrincipal: ANN, Operations: ['Encrypt'] }),
      };
      expect(grantsOf(await fixesFor(world, { principal, operation, input }))).to.deep.equal([]);
    });
  }

  it('counts as effective when new grants take effect late, and says when', async () => {
    const { world, KeyId } = await withKey();
    await world.engine.setSettings({ propagationDelaySeconds: 30 });
    const fixes = await fixesFor(world, { principal: ANN, operation: 'Encrypt', input: { KeyId, Plaintext: DATA } });
    expect(fixes.find(({ kind }) => kind === 'grant')?.says).to.contain('after 30 s');
  });
});

describe('the request that a condition asks for', () => {
  const create = { GranteePrincipal: ROLE, Operations: ['Encrypt', 'Decrypt'] };
  const pairs = { tenant: 'eu' };
  const cases: readonly {
    readonly name: string;
    readonly Condition: object;
    readonly effect?: 'Allow' | 'Deny';
    readonly asked?: object;
    readonly sends: object;
  }[] = [
    {
      name: 'kms:GrantOperations',
      Condition: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'DescribeKey'] } },
      sends: { Operations: ['Encrypt'] },
    },
    {
      name: 'a Deny on kms:GrantOperations',
      effect: 'Deny',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Decrypt' } },
      sends: { Operations: ['Encrypt'] },
    },
    {
      name: 'kms:GranteePrincipal',
      Condition: { StringEquals: { 'kms:GranteePrincipal': ADMIN } },
      sends: { GranteePrincipal: ADMIN },
    },
    {
      name: 'the second of two grantees, where the first does not exist',
      Condition: { StringEquals: { 'kms:GranteePrincipal': [`arn:aws:iam::${A}:user/nobody`, ADMIN] } },
      sends: { GranteePrincipal: ADMIN },
    },
    {
      name: 'a Deny on kms:RetiringPrincipal',
      effect: 'Deny',
      Condition: { StringNotEquals: { 'kms:RetiringPrincipal': ADMIN } },
      sends: { RetiringPrincipal: ADMIN },
    },
    {
      name: 'kms:GrantConstraintType, with the pairs of the request',
      Condition: { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals' } },
      asked: { Constraints: { EncryptionContextSubset: pairs } },
      sends: { Constraints: { EncryptionContextEquals: pairs } },
    },
    {
      name: 'kms:GrantConstraintType and kms:EncryptionContext',
      Condition: {
        StringEquals: {
          'kms:GrantConstraintType': 'EncryptionContextSubset',
          'kms:EncryptionContext:tenant': 'eu',
        },
      },
      sends: { Constraints: { EncryptionContextSubset: pairs } },
    },
    {
      name: 'kms:EncryptionContext, in the constraint that the request has',
      Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } },
      asked: { Constraints: { EncryptionContextEquals: { Tenant: 'us', file: 'a' } } },
      sends: { Constraints: { EncryptionContextEquals: { file: 'a', tenant: 'eu' } } },
    },
  ];
  for (const { name, Condition, effect = 'Allow', asked, sends } of cases) {
    it(`of CreateGrant meets ${name}`, async () => {
      const allow = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:CreateGrant', Resource: '*' };
      const statements =
        effect === 'Allow' ? [{ ...allow, Condition }] : [allow, { ...allow, Effect: effect, Condition }];
      const { world, KeyId } = await withKey({ policy: policyOf(...statements) });
      const input = { KeyId, ...create, ...asked };
      const [fix] = await fixesFor(world, { principal: ANN, operation: 'CreateGrant', input });
      expect(fix).to.include({ kind: 'request' });
      expect(fix?.input).to.deep.equal(sends);
      await world.ok('CreateGrant', { ...input, ...fix?.input } as never, { caller: ANN });
    });
  }

  it('of CreateGrant is as strict as the grant that allows it', async () => {
    const { world, KeyId } = await withKey();
    await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: ANN,
      Operations: ['CreateGrant', 'Encrypt'],
      Constraints: { EncryptionContextEquals: pairs },
    });
    const input = { KeyId, ...create, Constraints: { EncryptionContextSubset: { file: 'a' } } };
    const [fix] = await fixesFor(world, { principal: ANN, operation: 'CreateGrant', input });
    expect(fix?.input).to.deep.equal({ Constraints: { EncryptionContextEquals: pairs }, Operations: ['Encrypt'] });
    await world.ok('CreateGrant', { ...input, ...fix?.input } as never, { caller: ANN });
  });

  it('has each name of a grant once, in any letter case', async () => {
    const { world, KeyId } = await withKey();
    await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: ANN,
      Operations: ['Encrypt'],
      Constraints: { EncryptionContextSubset: pairs },
    });
    const input = { KeyId, Plaintext: DATA, EncryptionContext: { Tenant: 'us' } };
    const [fix] = await fixesFor(world, { principal: ANN, operation: 'Encrypt', input });
    expect(fix?.input).to.deep.equal({ EncryptionContext: pairs });
  });

  it('has the waiting period that a Deny on shorter ones leaves', async () => {
    const allow = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:ScheduleKeyDeletion', Resource: '*' };
    const Condition = { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '20' } };
    const { world, KeyId } = await withKey({ policy: policyOf(allow, { ...allow, Effect: 'Deny', Condition }) });
    const input = { KeyId, PendingWindowInDays: 7 };
    const [fix] = await fixesFor(world, { principal: ANN, operation: 'ScheduleKeyDeletion', input });
    expect(fix?.input).to.deep.equal({ PendingWindowInDays: 20 });
  });

  it('is none for what the caller does not choose: kms:ViaService, and to switch off a safety check', async () => {
    for (const Condition of [
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
    ]) {
      const allow = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:PutKeyPolicy', Resource: '*', Condition };
      const { world, KeyId } = await withKey({ policy: policyOf(allow) });
      const input = { KeyId, Policy: policyOf() };
      const fixes = await fixesFor(world, { principal: ANN, operation: 'PutKeyPolicy', input });
      expect(fixes.filter(({ kind }) => kind === 'request')).to.deep.equal([]);
    }
  });
});
