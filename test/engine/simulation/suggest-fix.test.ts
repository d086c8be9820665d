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

async function fixFor(world: TestWorld, principal: string, input: Encrypted): Promise<Fix | undefined> {
  const asked = await world.engine.simulate({ principal, operation: 'Encrypt', input });
  if (!asked.ok) throw new Error(asked.error.name);
  return asked.decision.fix;
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
    expect(fix?.alters).to.deep.equal([]);
    await apply(world, fix);
    await world.ok('Encrypt', input, { caller: 's3.amazonaws.com' });
    expect(await world.error('Encrypt', input, { caller: ADMIN })).to.contain('explicit deny');
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
    const fix = await fixFor(world, ANN, input);
    expect(fix?.alters).to.deep.equal([{ principal: ANN, operation: 'Encrypt', allowed: true, outcome: 'allowed' }]);
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
