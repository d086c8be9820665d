/** A user or role that is made again under its old name is another one: policies and grants mean the first. */
import { expect } from 'chai';
import { testWorld, type TestWorld } from '../world.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const ANN = 'arn:aws:iam::111122223333:user/ann';
const OPS = 'arn:aws:iam::111122223333:role/Ops';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
const ONE = Uint8Array.of(1);

const policyOf = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [KEEP, ...statements] });
const allow = (AWS: string | string[]) => ({
  Sid: 'Use',
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:Encrypt',
  Resource: '*',
});

async function again({ engine }: TestWorld, arn: string): Promise<void> {
  await engine.directory.removePrincipal(arn);
  await engine.directory.putPrincipal({ arn });
}

async function withKey(policy: string) {
  const world = await testWorld();
  for (const arn of [ANN, OPS]) await world.engine.directory.putPrincipal({ arn });
  const KeyId = await world.key({ Policy: policy });
  return { world, KeyId, input: { KeyId, Plaintext: ONE } };
}

describe('a principal that is made again', () => {
  for (const [what, arn] of [
    ['user', ANN],
    ['role', OPS],
  ] as const) {
    it(`as ${what} is not the one that the key policy means, until that is put again`, async () => {
      const { world, KeyId, input } = await withKey(policyOf(allow(arn)));
      await world.ok('Encrypt', input, { caller: arn });
      await again(world, arn);
      const { decision } = await world.reply('Encrypt', input, { caller: arn });
      expect(decision?.allowed).to.equal(false);
      expect(decision?.trace.find(({ statement }) => statement === 'Use')?.because).to.equal(
        `The statement names a deleted ${what}; a new ${what} with the same ARN does not match.`,
      );
      await world.ok('PutKeyPolicy', { KeyId, Policy: policyOf(allow(arn)) });
      await world.ok('Encrypt', input, { caller: arn });
    });
  }

  it('keeps its rights while it is only put again', async () => {
    const { world, input } = await withKey(policyOf(allow(ANN)));
    await world.engine.directory.putPrincipal({ arn: ANN, tags: { team: 'a' } });
    await world.ok('Encrypt', input, { caller: ANN });
  });

  it('is not spared by a NotPrincipal that means the earlier one', async () => {
    const deny = {
      Sid: 'Others',
      Effect: 'Deny',
      NotPrincipal: { AWS: [ANN, '111122223333'] },
      Action: 'kms:Encrypt',
      Resource: '*',
    };
    const { world, input } = await withKey(policyOf(allow('*'), deny));
    await world.ok('Encrypt', input, { caller: ANN });
    await again(world, ANN);
    expect(await world.error('Encrypt', input, { caller: ANN })).to.contain(
      'with an explicit deny in a resource-based policy',
    );
  });

  it('stands in the policy as its unique id, in Principal elements alone, and cannot be put so', async () => {
    const condition = { StringNotEquals: { 'aws:PrincipalArn': ANN } };
    const { world, KeyId } = await withKey(
      policyOf(allow([ANN, OPS]), { ...allow(OPS), Sid: 'More', Condition: condition }),
    );
    const sent = (await world.ok('GetKeyPolicy', { KeyId })).Policy;
    await world.engine.directory.removePrincipal(ANN);
    const { Policy = '' } = await world.ok('GetKeyPolicy', { KeyId });
    const { Statement } = JSON.parse(Policy) as { Statement: { Principal: { AWS: string[] }; Condition?: object }[] };
    expect(Statement[1]?.Principal.AWS[0]).to.match(/^AIDA[A-Z2-7]{17}$/);
    expect(Statement[1]?.Principal.AWS[1]).to.equal(OPS);
    expect(Statement[2]?.Condition).to.deep.equal(condition);
    expect(sent).to.contain(ANN);
    expect(await world.error('PutKeyPolicy', { KeyId, Policy })).to.equal(
      'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
    );
  });

  it('has none of the grants of the earlier one, which are listed under its unique id', async () => {
    const { world, KeyId, input } = await withKey(policyOf());
    const grant = {
      KeyId,
      GranteePrincipal: ANN,
      RetiringPrincipal: ANN,
      Operations: ['Encrypt' as const],
      Name: 'one',
    };
    const { GrantId } = await world.ok('CreateGrant', grant);
    await world.ok('Encrypt', input, { caller: ANN });
    await again(world, ANN);
    expect(await world.error('Encrypt', input, { caller: ANN })).to.contain('AccessDeniedException');
    expect(await world.error('RetireGrant', { KeyId, GrantId }, { caller: ANN })).to.contain('AccessDeniedException');
    const [listed] = (await world.ok('ListGrants', { KeyId })).Grants ?? [];
    expect(listed?.GranteePrincipal).to.match(/^AIDA[A-Z2-7]{17}$/);
    expect(listed?.RetiringPrincipal).to.equal(listed?.GranteePrincipal);
    expect((await world.ok('CreateGrant', grant)).GrantId).not.to.equal(GrantId);
    await world.ok('Encrypt', input, { caller: ANN });
  });

  it('is helped by a fix that can be applied', async () => {
    const { world, input } = await withKey(policyOf(allow(ANN)));
    await again(world, ANN);
    const asked = await world.engine.simulate({ principal: ANN, operation: 'Encrypt', input });
    const changes = asked.ok ? (asked.decision.fix?.changes ?? []) : [];
    expect(changes.map(({ kind }) => kind)).to.deep.equal(['put-principal']);
  });
});
