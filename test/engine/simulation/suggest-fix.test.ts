/** Fixes that stand in the way of one another: names that are taken, policies that are full, callers without an ARN. */
import { expect } from 'chai';
import type { Fix } from '../../../src/model/decision.ts';
import { testWorld, type TestWorld } from '../world.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';
const AN_N = 'arn:aws:iam::111122223333:user/an-n';
const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
const policyOf = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [KEEP, ...statements] });

async function withKey(...statements: object[]) {
  const world = await testWorld();
  for (const arn of [ANN, AN_N]) await world.engine.directory.putPrincipal({ arn });
  const KeyId = await world.key({ Policy: policyOf(...statements) });
  return { world, KeyId, input: { KeyId, Plaintext: Uint8Array.of(1) } };
}

type Encrypted = Awaited<ReturnType<typeof withKey>>['input'];

async function fixesFor(world: TestWorld, principal: string, input: Encrypted): Promise<readonly Fix[]> {
  const asked = await world.engine.simulate({ principal, operation: 'Encrypt', input });
  if (!asked.ok) throw new Error(asked.error.name);
  const { fix, fixes = [] } = asked.decision;
  expect(fixes[0]).to.equal(fix);
  return fixes;
}

/** The first fix that changes a policy. */
async function fixFor(world: TestWorld, principal: string, input: Encrypted): Promise<Fix | undefined> {
  return (await fixesFor(world, principal, input)).find(({ kind }) => kind === 'narrow' || kind === 'wide');
}

/** Applies a fix that changes key policies alone. */
async function apply(world: TestWorld, fix: Fix | undefined): Promise<void> {
  for (const change of fix?.changes ?? []) {
    if (change.kind !== 'put-key-policy') throw new Error(change.kind);
    await world.ok('PutKeyPolicy', { KeyId: change.keyArn, Policy: change.policy });
  }
}

describe('a fix', () => {
  it('takes a Sid that is free: for the same caller again, and for one whose name gives the same', async () => {
    const { world, KeyId, input } = await withKey();
    await apply(world, await fixFor(world, ANN, input));
    const { Policy = '' } = await world.ok('GetKeyPolicy', { KeyId });
    const { Statement } = JSON.parse(Policy) as { Statement: { Sid: string }[] };
    const [, added] = Statement;
    await world.ok('PutKeyPolicy', {
      KeyId,
      Policy: policyOf({ ...added, Condition: { StringEquals: { 'kms:EncryptionContext:a': 'b' } } }),
    });
    for (const caller of [ANN, AN_N]) {
      expect(await world.error('Encrypt', input, { caller })).to.contain('AccessDeniedException');
      await apply(world, await fixFor(world, caller, input));
      await world.ok('Encrypt', input, { caller });
    }
    const after = JSON.parse((await world.ok('GetKeyPolicy', { KeyId })).Policy ?? '') as {
      Statement: { Sid: string }[];
    };
    expect(new Set(after.Statement.map(({ Sid }) => Sid)).size).to.equal(4);
  });

  it('is none that would make the key policy too long', async () => {
    const rest = { Sid: 'Long', Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const long = (length: number) => ({ ...rest, Condition: { StringEquals: { 'aws:username': 'x'.repeat(length) } } });
    const room = 32_700 - policyOf(long(0)).length;
    const { world, input } = await withKey(long(room));
    expect(await fixFor(world, ANN, input)).to.equal(undefined);
  });

  it('spares a service by its name', async () => {
    const deny = { Sid: 'Nobody', Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' };
    const service = {
      Sid: 'Service',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'kms:Encrypt',
      Resource: '*',
    };
    const { world, input } = await withKey(service, deny);
    const fix = await fixFor(world, 's3.amazonaws.com', input);
    expect(fix?.opens).to.deep.equal([
      { principal: 's3.amazonaws.com', operation: 'Encrypt', before: 'denied', after: 'allowed', lifted: [] },
    ]);
    await apply(world, fix);
    await world.ok('Encrypt', input, { caller: 's3.amazonaws.com' });
    expect(await world.error('Encrypt', input, { caller: ADMIN })).to.contain('explicit deny');
  });

  it('announces each session of an exempted role to which a statement or grant alone allows more', async () => {
    const A = '111122223333';
    const ROLE = `arn:aws:iam::${A}:role/App`;
    const sessionOf = (name: string): string => `arn:aws:sts::${A}:assumed-role/App/${name}`;
    const [web, batch, caller] = ['web', 'batch', 'caller'].map(sessionOf) as [string, string, string];
    const every = { Action: 'kms:Encrypt', Resource: '*' };
    const { world, KeyId, input } = await withKey();
    await world.engine.directory.putPrincipal({ arn: ROLE });
    const Policy = policyOf(
      { Sid: 'Nobody', Effect: 'Deny', Principal: { AWS: ROLE }, ...every },
      { Sid: 'Web', Effect: 'Allow', Principal: { AWS: [web, caller] }, ...every },
    );
    await world.ok('PutKeyPolicy', { KeyId, Policy });
    await world.ok('CreateGrant', { KeyId, GranteePrincipal: batch, Operations: ['Encrypt'] });
    const exempting = (await fixesFor(world, caller, input)).find(({ says }) => says.includes('no longer applies to'));
    const opened = exempting?.opens.map(({ principal, before, after }) => `${principal} ${before} ${after}`).sort();
    expect(opened).to.deep.equal([batch, caller, web].map((arn) => `${arn} denied allowed`));
    await apply(world, exempting);
    for (const arn of [web, batch, caller]) await world.ok('Encrypt', input, { caller: arn });
    expect(await world.error('Encrypt', input, { caller: sessionOf('other') })).to.contain('AccessDeniedException');
  });

  it('of a service control policy is for the caller alone', async () => {
    const { world, input } = await withKey({
      Sid: 'All',
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:Encrypt',
      Resource: '*',
    });
    const nothing = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:List*', Resource: '*' } };
    await world.engine.directory.putAccount({ id: '111122223333', scps: [nothing] });
    const [narrow, wide] = await fixesFor(world, ANN, input);
    expect(wide?.alters).to.deep.equal([{ principal: ANN, operation: 'Encrypt', allowed: true, outcome: 'allowed' }]);
    expect(narrow?.alters.map(({ principal, outcome }) => [principal, outcome])).to.deep.equal([[ANN, 'conditional']]);
  });
});

/** ann may encrypt for tenant eu: by the key policy, an identity policy, or a grant. */
const TENANT = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };

describe('the fixes of a denial', () => {
  const allow = { Sid: 'Eu', Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' };

  it('propose the request that a conditional statement allows, then a narrow statement, then a wide one', async () => {
    const { world, input } = await withKey({ ...allow, Condition: TENANT });
    const [request, narrow, grant, wide, ...more] = await fixesFor(world, ANN, input);
    expect(grant?.kind).to.equal('grant');
    expect(more).to.deep.equal([]);
    expect(request).to.include({ kind: 'request' });
    expect(request?.input).to.deep.equal({ EncryptionContext: { tenant: 'eu' } });
    expect(request?.changes).to.deep.equal([]);
    await world.ok('Encrypt', { ...input, ...request?.input }, { caller: ANN });

    expect(narrow?.kind).to.equal('narrow');
    expect(narrow?.opens.map(({ before, after }) => [before, after])).to.deep.equal([['conditional', 'conditional']]);
    expect(wide?.kind).to.equal('wide');
    const [opening] = wide?.opens ?? [];
    expect(opening).to.include({ principal: ANN, operation: 'Encrypt', before: 'conditional', after: 'allowed' });
    expect(opening?.lifted.map(({ tests }) => tests[0])).to.deep.equal([
      { operator: 'StringEquals', key: 'kms:EncryptionContext:tenant', values: ['eu'] },
      { operator: 'Null', key: 'kms:EncryptionContextKeys', values: ['true'] },
    ]);

    await apply(world, narrow);
    await world.ok('Encrypt', input, { caller: ANN });
    expect(await world.error('Encrypt', { ...input, EncryptionContext: { tenant: 'us' } }, { caller: ANN })).to.contain(
      'AccessDeniedException',
    );
  });

  it('propose the pairs that a grant requires, in addition to those of the request', async () => {
    const { world, KeyId, input } = await withKey();
    await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: ANN,
      Operations: ['Encrypt'],
      Constraints: { EncryptionContextSubset: { tenant: 'eu' } },
    });
    const asked = { ...input, EncryptionContext: { file: 'a' } };
    const [request] = await fixesFor(world, ANN, asked);
    expect(request?.input).to.deep.equal({ EncryptionContext: { file: 'a', tenant: 'eu' } });
  });

  it('propose the value that a Deny spares', async () => {
    const deny = { ...allow, Sid: 'NotEu', Effect: 'Deny', Condition: { StringNotEquals: TENANT.StringEquals } };
    const { world, input } = await withKey(allow, deny);
    const [request, wide] = await fixesFor(world, ANN, input);
    expect(request?.input).to.deep.equal({ EncryptionContext: { tenant: 'eu' } });
    expect(wide?.kind).to.equal('wide');
    expect(wide?.opens[0]?.lifted.map(({ effect }) => effect)).to.deep.equal(['Deny']);
  });

  it('propose no request where no request can be allowed, or where a value of the network decides', async () => {
    const network = { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } };
    for (const statements of [[], [{ ...allow, Condition: network }]]) {
      const { world, input } = await withKey(...statements);
      const fixes = await fixesFor(world, ANN, input);
      expect(fixes.map(({ kind }) => kind)).to.deep.equal(['narrow', 'grant', 'wide']);
    }
  });

  it('keep the condition of an existing statement that the request meets', async () => {
    const { world, input } = await withKey({
      ...allow,
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Condition: TENANT,
    });
    const asked = { ...input, EncryptionContext: { tenant: 'eu', file: 'a' } };
    const [narrow] = await fixesFor(world, ANN, asked);
    const [change] = narrow?.changes ?? [];
    const { Statement } = (change?.kind === 'put-principal' ? change.policies?.at(-1) : {}) as { Statement: object[] };
    expect(Statement[0]).to.deep.include({ Condition: TENANT });
  });
});

describe('a simulated call', () => {
  it('finds the AWS managed key that the real one would have made', async () => {
    const world = await testWorld();
    const input = { KeyId: 'alias/aws/s3' };
    const asked = await world.engine.simulate({ principal: ADMIN, operation: 'DescribeKey', input });
    expect(asked.ok && asked.decision.allowed).to.equal(true);
    expect((await world.ok('ListKeys', {})).Keys).to.deep.equal([]);
    const unknown = await world.engine.simulate({
      principal: ADMIN,
      operation: 'DescribeKey',
      input: { KeyId: 'alias/aws/nothing' },
    });
    expect(unknown.ok || unknown.error.name).to.equal('NotFoundException');
  });
});

describe('the preview of a draft policy', () => {
  it('shows what a session gains that only the removed statement names', async () => {
    const A = '111122223333';
    const ROLE = `arn:aws:iam::${A}:role/App`;
    const session = `arn:aws:sts::${A}:assumed-role/App/web`;
    const every = { Action: 'kms:Encrypt', Resource: '*' };
    const { world, KeyId, input } = await withKey();
    await world.engine.directory.putPrincipal({ arn: ROLE });
    const Policy = policyOf(
      { Sid: 'NotWeb', Effect: 'Deny', Principal: { AWS: [session, ANN] }, ...every },
      { Sid: 'App', Effect: 'Allow', Principal: { AWS: [ROLE, ANN] }, ...every },
    );
    await world.ok('PutKeyPolicy', { KeyId, Policy });
    const cells = await world.engine.accessMatrix(input.KeyId);
    const outcomes = [ROLE, session].map(
      (arn) => cells.find(({ principal, operation }) => principal === arn && operation === 'Encrypt')?.outcome,
    );
    expect(outcomes).to.deep.equal(['allowed', 'denied']);
    const draft = policyOf({ Sid: 'App', Effect: 'Allow', Principal: { AWS: [ROLE, ANN] }, ...every });
    const preview = await world.engine.previewPolicy(input.KeyId, draft);
    expect(preview.cells.map(({ principal, after }) => [principal, after])).to.have.deep.members([
      [session, 'allowed'],
      [ANN, 'allowed'],
    ]);
    const without = policyOf({ Sid: 'Web', Effect: 'Allow', Principal: { AWS: session }, ...every });
    expect((await world.engine.previewPolicy(input.KeyId, without)).cells).to.deep.include({
      principal: ROLE,
      operation: 'Encrypt',
      before: 'allowed',
      after: 'denied',
    });
  });
});
