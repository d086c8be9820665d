/** Rows of the access matrix for credentials from AWS STS, whose session tags or session policy tell them apart. */
import { expect } from 'chai';
import type { Decision } from '../../../src/model/decision.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import { testWorld, type TestWorld } from '../world.ts';

const ACCOUNT = '111122223333';
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const WEB = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/web`;
const policy = (...statements: object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...more });
const TEAM = allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } });
const TRUST = policy({ Effect: 'Allow', Principal: { AWS: ADMIN }, Action: ['sts:AssumeRole', 'sts:TagSession'] });
const tags = (team: string) => ({ Tags: [{ Key: 'team', Value: team }] });

/** A sandbox with a key, and a role whose identity policy allows sessions of the red team alone. */
async function worldOf(...statements: object[]) {
  const world = await testWorld();
  await world.engine.directory.putPrincipal({
    arn: ROLE,
    policies: [policy(...(statements.length === 0 ? [TEAM] : statements))],
    trustPolicy: TRUST,
    accessKey: false,
  });
  return { world, key: await world.key() };
}

/** Calls STS as the administrator. Returns the ID of the access key. */
async function issue(world: TestWorld, input: object = {}, operation = 'AssumeRole'): Promise<string> {
  const session = operation === 'AssumeRole' ? { RoleArn: ROLE, RoleSessionName: 'web' } : {};
  const call = { service: 'sts' as const, operation, input: { ...session, ...input }, region: 'us-east-1' };
  const reply = await world.engine.serviceCall({ ...call, caller: ADMIN });
  if (!reply.ok) throw new Error(reply.error.message ?? reply.error.name);
  return (reply.output as { Credentials: { AccessKeyId: string } }).Credentials.AccessKeyId;
}

/** The outcome of Encrypt by row. */
async function outcomes({ world, key }: Awaited<ReturnType<typeof worldOf>>): Promise<Record<string, string>> {
  const cells = (await world.engine.accessMatrix(key)).filter(({ operation }) => operation === 'Encrypt');
  const names = cells.map(({ principal, accessKeyId, outcome }) => [accessKeyId ?? principal, outcome] as const);
  expect(new Set(names.map(([name]) => name)).size, 'each row once').to.equal(names.length);
  return Object.fromEntries(names);
}

const ask = async ({ world, key }: Awaited<ReturnType<typeof worldOf>>, accessKeyId?: string): Promise<Decision> => {
  const simulation = await world.engine.simulate({
    principal: WEB,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    operation: 'Encrypt',
    input: { KeyId: key, Plaintext: new Uint8Array(1) },
  });
  if (!simulation.ok) throw new Error(simulation.error.name);
  return simulation.decision;
};

describe('the access matrix with credentials from AWS STS', () => {
  it('has a row for each set that session tags tell apart, and the role stands for the others', async () => {
    const place = await worldOf();
    const red = await issue(place.world, tags('red'));
    const blue = await issue(place.world, tags('blue'));
    const plain = await issue(place.world);
    const found = await outcomes(place);
    expect(found).to.include({ [red]: 'allowed', [blue]: 'denied', [ROLE]: 'denied' });
    expect(found).not.to.have.property(plain);
    expect((await ask(place, red)).allowed).to.equal(true);
    expect((await ask(place, blue)).allowed).to.equal(false);
    expect((await ask(place)).allowed).to.equal(false);
  });

  it('has a row for a session policy, and one row for sets that nothing tells apart', async () => {
    const place = await worldOf(allow());
    const Policy = JSON.stringify(policy(allow({ Action: 'kms:List*' })));
    await issue(place.world, { Policy });
    await issue(place.world, { Policy });
    const found = await outcomes(place);
    const rows = Object.entries(found).filter(([name]) => name.startsWith('ASIA'));
    expect(rows.map(([, outcome]) => outcome)).to.deep.equal(['denied']);
    expect(found[ROLE]).to.equal('allowed');
  });

  it('tells temporary credentials of a user from the others', async () => {
    const place = await worldOf();
    const Condition = { Null: { 'aws:TokenIssueTime': 'true' } };
    await place.world.engine.directory.putPrincipal({ arn: ADMIN, policies: [policy(allow({ Condition }))] });
    const temporary = await issue(place.world, {}, 'GetSessionToken');
    expect(await outcomes(place)).to.include({ [ADMIN]: 'allowed', [temporary]: 'conditional' });
  });

  it('has no row for expired credentials', async () => {
    const place = await worldOf();
    const red = await issue(place.world, tags('red'));
    await place.world.engine.advanceClock(3601);
    expect(await outcomes(place)).not.to.have.property(red);
  });

  it('has at most 100 such rows, those of the newest credentials', async () => {
    const place = await worldOf();
    const first = await issue(place.world, tags('first'));
    await place.world.engine.advanceClock(1);
    const later: string[] = [];
    for (let number = 0; number < 100; number++) later.push(await issue(place.world, tags(`team-${number}`)));
    const rows = Object.keys(await outcomes(place)).filter((name) => name.startsWith('ASIA'));
    expect(rows).to.have.members(later);
    expect(rows).not.to.include(first);
  });
});

describe('a simulated call with credentials from AWS STS', () => {
  it('comes with fixes that name the row of the credentials among those that they open', async () => {
    const place = await worldOf();
    const blue = await issue(place.world, tags('blue'));
    const { allowed, fixes = [] } = await ask(place, blue);
    expect(allowed).to.equal(false);
    expect(fixes).not.to.be.empty;
    for (const { opens } of fixes) expect(opens.map(({ accessKeyId }) => accessKeyId)).to.include(blue);
  });

  it('has no fix that changes a session policy, which is final', async () => {
    const place = await worldOf(allow());
    const limited = await issue(place.world, { Policy: JSON.stringify(policy(allow({ Action: 'kms:List*' }))) });
    const { allowed, fixes } = await ask(place, limited);
    expect([allowed, fixes]).to.deep.equal([false, undefined]);
  });

  it('is refused for an access key that AWS STS has not issued to the principal', async () => {
    const place = await worldOf();
    const key = await issue(place.world, {}, 'GetSessionToken');
    for (const accessKeyId of [key, 'AKIAIOSFODNN7EXAMPLE', 'ASIAUNKNOWN', 5 as never])
      expect(await ask(place, accessKeyId).catch((error: unknown) => error)).to.be.instanceOf(TypeError);
  });
});
