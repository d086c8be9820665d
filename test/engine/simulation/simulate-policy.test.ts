/** A call simulated under a key policy that is not stored. */
import { expect } from 'chai';
import type { SimulatedCall } from '../../../src/model/contract.ts';
import { testWorld } from '../world.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const ANN = 'arn:aws:iam::111122223333:user/ann';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
const policyOf = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

async function world() {
  const made = await testWorld();
  await made.engine.directory.putPrincipal({ arn: ANN });
  const keyArn = await made.key();
  const ask = (policy?: string) =>
    made.engine.simulate({
      principal: ANN,
      operation: 'Encrypt',
      input: { KeyId: keyArn, Plaintext: new Uint8Array([1]) },
      ...(policy === undefined ? {} : { keyPolicy: { keyArn, policy } }),
    });
  return { made, keyArn, ask };
}

describe('a call simulated under another key policy', () => {
  const allowing = policyOf(KEEP, {
    Sid: 'Ann',
    Effect: 'Allow',
    Principal: { AWS: ANN },
    Action: 'kms:Encrypt',
    Resource: '*',
  });

  it('is decided by that policy, and nothing is stored', async () => {
    const { ask, made, keyArn } = await world();
    const stored = await ask();
    expect(stored.ok && stored.decision.allowed).to.equal(false);
    const supposed = await ask(allowing);
    expect(supposed.ok && supposed.decision.decidedBy).to.deep.include({ kind: 'key-policy', statement: 'Ann' });
    expect(await ask()).to.deep.equal(stored);
    expect((await made.ok('GetKeyPolicy', { KeyId: keyArn })).Policy).not.to.contain('Ann');
  });

  it('is decided as the real call is, once that policy is stored', async () => {
    const { ask, made, keyArn } = await world();
    const supposed = await ask(allowing);
    await made.ok('PutKeyPolicy', { KeyId: keyArn, Policy: allowing });
    const stored = await ask();
    expect(supposed.ok && supposed.decision.allowed).to.equal(true);
    expect(stored.ok && stored.decision.allowed).to.equal(true);
  });

  it('comes without a fix, which would be one for the stored policy', async () => {
    const { ask } = await world();
    const denied = await ask(policyOf(KEEP));
    expect(denied.ok && denied.decision.allowed).to.equal(false);
    expect(denied.ok && denied.decision).not.to.have.property('fix');
  });

  it('says that the policy cannot be read, and that there is no such key', async () => {
    const { ask, made } = await world();
    const broken = await ask('{');
    expect(broken.ok).to.equal(false);
    expect(!broken.ok && broken.error.name).to.equal('MalformedPolicyDocumentException');
    const nowhere = {
      principal: ANN,
      operation: 'ListKeys',
      input: {},
      keyPolicy: { keyArn: 'arn:none', policy: '{}' },
    } as const;
    const refused = await made.engine.simulate(nowhere).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TypeError);
  });

  for (const keyPolicy of [
    null,
    5,
    'text',
    {},
    { keyArn: 'arn:none' },
    { keyArn: 5, policy: '{}' },
    { keyArn: 'arn:none', policy: null },
  ])
    it(`rejects the draft ${JSON.stringify(keyPolicy)}`, async () => {
      const { made } = await world();
      const call = { principal: ANN, operation: 'ListKeys', input: {}, keyPolicy } as unknown as SimulatedCall;
      const refused = await made.engine.simulate(call).catch((error: unknown) => String(error));
      expect(refused).to.equal('TypeError: keyPolicy must have a keyArn and a policy, both strings.');
    });
});

describe('a denied call simulated without fixes', () => {
  it('has the same decision, and no fix', async () => {
    const { made, keyArn, ask } = await world();
    const asked = await ask();
    const input = { KeyId: keyArn, Plaintext: new Uint8Array([1]) };
    const alone = await made.engine.simulate({ principal: ANN, operation: 'Encrypt', input, fixes: false });
    if (!asked.ok || !alone.ok) throw new Error('Both have a decision.');
    const { fix, fixes, ...decision } = asked.decision;
    expect(fix).to.equal(fixes?.[0]);
    expect(fixes).not.to.equal(undefined);
    expect(alone.decision).to.deep.equal(decision);
  });
});
