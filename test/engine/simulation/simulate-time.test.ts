/** A call simulated at another time than now. */
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';

const ANA = 'arn:aws:iam::111122223333:user/ana';
const NEW_YEAR = new Date('2030-01-01T00:00:00Z');
const UNTIL = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Until',
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:CurrentTime': NEW_YEAR.toISOString() } },
    },
  ],
};

async function world() {
  const { kms, sandbox } = createStrongroom();
  await sandbox.clock.pause();
  await sandbox.clock.set(new Date('2029-12-01T00:00:00Z'));
  await sandbox.principals.put({ arn: ANA, policies: [UNTIL] });
  const ask = (at?: Date) =>
    sandbox.simulate({ principal: ANA, operation: 'ListKeys', input: {}, ...(at ? { at } : {}) });
  return { kms, sandbox, ask };
}

describe('a call simulated at another time', () => {
  it('is decided as the real call at that time is, and the clock stays', async () => {
    const { kms, sandbox, ask } = await world();
    const last = new Date(NEW_YEAR.getTime() - 1000);
    const [now, before, after] = [await ask(), await ask(last), await ask(NEW_YEAR)];
    expect([now.allowed, before.allowed, after.allowed]).to.deep.equal([true, true, false]);
    expect(after.trace.find(({ statement }) => statement === 'Until')?.because).to.contain('2030-01-01T00:00:00.000Z');
    expect(await sandbox.clock.now()).to.deep.equal(new Date('2029-12-01T00:00:00Z'));
    for (const [at, simulated] of [
      [last, before],
      [NEW_YEAR, after],
    ] as const) {
      await sandbox.clock.advance((at.getTime() - (await sandbox.clock.now()).getTime()) / 1000);
      const { event } = await kms('us-east-1', ANA).call('ListKeys', {});
      const real = await sandbox.explain(event?.record.requestID ?? '');
      const { fix: _fix, fixes: _fixes, ...decision } = simulated;
      expect(real).to.deep.equal(decision);
    }
  });

  it('has a fix that counts at that time', async () => {
    const { kms, sandbox } = await world();
    const { KeyMetadata } = await kms().createKey({});
    const call = {
      principal: ANA,
      operation: 'Encrypt',
      input: { KeyId: KeyMetadata?.Arn ?? '', Plaintext: new Uint8Array([1]) },
      at: NEW_YEAR,
    } as const;
    const { allowed, fixes } = await sandbox.simulate(call);
    expect(allowed).to.equal(false);
    expect(fixes?.at(-1)?.alters).to.deep.equal([
      { principal: ANA, operation: 'Encrypt', allowed: true, outcome: 'allowed' },
    ]);
  });

  it('needs a valid time', async () => {
    const { sandbox } = await world();
    for (const at of [new Date(NaN), NEW_YEAR.getTime() as unknown as Date, '2030-01-01' as unknown as Date]) {
      const refused = await sandbox
        .simulate({ principal: ANA, operation: 'ListKeys', input: {}, at })
        .catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(TypeError);
      expect((refused as Error).message).to.equal('at must be a valid Date.');
    }
  });
});
