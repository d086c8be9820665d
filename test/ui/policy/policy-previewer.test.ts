import { expect } from 'chai';
import type { PreviewOptions } from '../../../src/model/contract.ts';
import type { PolicyPreview } from '../../../src/model/policy-check.ts';
import { PolicyPreviewer } from '../../../src/ui/policy/policy-previewer.ts';

const DRAFT = { key: { KeyId: 'k', Arn: 'arn:key' }, caller: 'arn:caller', region: 'us-east-1', tests: [] };
const PREVIEW: PolicyPreview = {
  findings: [],
  locksOut: false,
  alters: [],
  cells: [{ principal: 'ann', operation: 'Encrypt', before: 'denied', after: 'allowed' }],
  tests: [],
};

/** A sandbox that answers when it is told to. */
function slow() {
  const asked: string[] = [];
  const options: (PreviewOptions | undefined)[] = [];
  const answers: ((preview: PolicyPreview) => void)[] = [];
  return {
    asked,
    options,
    answer: (more: Partial<PolicyPreview> = {}) => answers.shift()?.({ ...PREVIEW, ...more }),
    previewPolicy: (_keyArn: string, policy: string, given?: PreviewOptions) => {
      asked.push(policy);
      options.push(given);
      return new Promise<PolicyPreview>((resolve) => answers.push(resolve));
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the previews of drafts of a key policy', () => {
  it('bring findings, effects and results of tests by one call', async () => {
    const sandbox = slow();
    const test = { caller: 'arn:ann', operation: 'Encrypt', expected: 'allow' } as const;
    const look = new PolicyPreviewer().preview(
      sandbox,
      { ...DRAFT, text: '{ }', tests: [test] },
      new AbortController().signal,
    );
    await settled();
    sandbox.answer({
      tests: [{ before: { allowed: false }, after: { error: { name: 'TypeError', message: 'No.' } } }],
    });
    const found = await look;
    expect(found?.effects).to.deep.equal([{ principal: 'ann', changes: [{ kind: 'gains', operations: ['Encrypt'] }] }]);
    expect(found?.results).to.deep.equal([{ test, stored: 'deny', draft: { error: 'No.' } }]);
    expect(sandbox.asked).to.deep.equal(['{ }']);
    expect(sandbox.options[0]).to.have.property('caller', 'arn:caller');
    expect(sandbox.options[0]?.tests).to.have.length(1);
  });

  it('are made one at a time, without those that were aborted meanwhile', async () => {
    const sandbox = slow();
    const previewer = new PolicyPreviewer();
    /** Previews `text`; the next call aborts it, as a task does. */
    let controller = new AbortController();
    const preview = (text: string) => {
      controller.abort();
      controller = new AbortController();
      return previewer.preview(sandbox, { ...DRAFT, text }, controller.signal);
    };
    const early = ['1', '2', '3'].map(preview);
    await settled();
    sandbox.answer();
    expect((await Promise.all(early)).map((found) => found?.text)).to.deep.equal([undefined, undefined, '3']);
    expect(sandbox.asked).to.deep.equal(['3']);
    const first = preview('4');
    await settled();
    const [second, third] = ['5', '6'].map(preview);
    expect(sandbox.asked).to.deep.equal(['3', '4']);
    sandbox.answer();
    await settled();
    sandbox.answer();
    await first;
    expect(await second).to.equal(undefined);
    expect((await third)?.text).to.equal('6');
    expect(sandbox.asked).to.deep.equal(['3', '4', '6']);
  });

  it('go on after one that failed', async () => {
    const sandbox = slow();
    const previewer = new PolicyPreviewer();
    const { signal } = new AbortController();
    const broken = { previewPolicy: () => Promise.reject(new TypeError('no such key')) };
    const failed = previewer.preview(broken, { ...DRAFT, text: '1' }, signal).catch((error: unknown) => error);
    expect(await failed).to.be.instanceOf(TypeError);
    const next = previewer.preview(sandbox, { ...DRAFT, text: '2' }, signal);
    await settled();
    sandbox.answer();
    expect((await next)?.text).to.equal('2');
  });
});
