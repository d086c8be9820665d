import { expect } from 'chai';
import type { PolicyCheck } from '../../../src/model/policy-check.ts';
import { PolicyLooker } from '../../../src/ui/policy/policy-previewer.ts';

const QUESTION = { keyArn: 'arn:key', caller: 'arn:caller' };
const CELL = { principal: 'ann', operation: 'Encrypt' };

/** A sandbox that answers when it is told to. */
function slow() {
  const asked: string[] = [];
  const answers: ((check: PolicyCheck) => void)[] = [];
  return {
    asked,
    answer: () => answers.shift()?.({ findings: [], locksOut: false, alters: [{ ...CELL, allowed: true }] }),
    accessMatrix: () => Promise.resolve([{ ...CELL, allowed: false }]),
    checkPolicy: (_keyArn: string, policy: string) => {
      asked.push(policy);
      return new Promise<PolicyCheck>((resolve) => answers.push(resolve));
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('looks at drafts of a key policy', () => {
  it('compare with what was read of the stored one', async () => {
    const sandbox = slow();
    const looker = new PolicyLooker();
    expect(await looker.read(sandbox, QUESTION, '{}')).to.deep.equal([{ ...CELL, allowed: false }]);
    const look = looker.look(sandbox, QUESTION, { text: '{ }', changed: true });
    await settled();
    sandbox.answer();
    expect((await look)?.effects).to.deep.equal([
      { principal: 'ann', changes: [{ kind: 'gains', operations: ['Encrypt'] }] },
    ]);
    const same = looker.look(sandbox, QUESTION, { text: '{}', changed: false });
    await settled();
    sandbox.answer();
    expect(await same).to.deep.include({ text: '{}', effects: [] });
  });

  it('are made one at a time, and of those that wait only the newest', async () => {
    const sandbox = slow();
    const looker = new PolicyLooker();
    const looks = ['1', '2', '3'].map((text) => looker.look(sandbox, QUESTION, { text, changed: false }));
    await settled();
    sandbox.answer();
    expect((await Promise.all(looks)).map((found) => found?.text)).to.deep.equal([undefined, undefined, '3']);
    expect(sandbox.asked).to.deep.equal(['3']);
    const first = looker.look(sandbox, QUESTION, { text: '4', changed: true });
    await settled();
    const [second, third] = ['5', '6'].map((text) => looker.look(sandbox, QUESTION, { text, changed: true }));
    expect(sandbox.asked).to.deep.equal(['3', '4']);
    sandbox.answer();
    await settled();
    sandbox.answer();
    expect(await first).to.equal(undefined);
    expect(await second).to.equal(undefined);
    expect((await third)?.text).to.equal('6');
    expect(sandbox.asked).to.deep.equal(['3', '4', '6']);
  });

  it('go on after one that failed', async () => {
    const sandbox = slow();
    const looker = new PolicyLooker();
    const broken = { ...sandbox, checkPolicy: () => Promise.reject(new TypeError('no such key')) };
    const failed = looker.look(broken, QUESTION, { text: '1', changed: false }).catch((error: unknown) => error);
    expect(await failed).to.be.instanceOf(TypeError);
    const next = looker.look(sandbox, QUESTION, { text: '2', changed: false });
    await settled();
    sandbox.answer();
    expect((await next)?.text).to.equal('2');
  });
});
