/** Labs of any form: each is refused with its problems, or stays in its own sandbox and ends. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createStrongroom } from '../../src/memory.ts';
import { findLabProblems } from '../../src/labs/find-lab-problems.ts';
import { LabError } from '../../src/labs/lab-error.ts';
import { createLabRun } from '../../src/labs/lab-runner.ts';
import type { Lab } from '../../src/labs/lab.ts';
import { memoryStore } from './memory-store.ts';
import { sampleLab } from './sample-lab.ts';
import { damaged, placesIn } from '../support/damaged-documents.ts';

const hostile = fc.oneof(
  fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
  fc.constantFrom<unknown>(
    '$key',
    '$__proto__',
    '$constructor',
    '__proto__',
    'toString',
    'reset',
    'settings.set',
    'default',
    'accounts.put',
    -1,
    1e308,
    NaN,
    '\u0000',
    'x'.repeat(70_000),
    JSON.parse('{"__proto__":{"polluted":true}}'),
    { anyOf: '$x' },
    { not: { not: {} } },
    { random: 1e9 },
    { base64: '%%%' },
    { all: Array.from({ length: 200 }, () => ({ key: { arn: '$a' } })) },
    { call: 'CreateKey', input: { Tags: '$key' } },
    '<img src=x onerror=alert(1)>',
    '\u202Egnp',
    '\uD800',
    'lab-L01',
    '../default',
    'https://example.com/',
    () => 1,
    Symbol('x'),
  ),
);

/** Runs an accepted lab to the end. Its errors are those of labs. */
async function runAll(lab: Lab): Promise<void> {
  const strongroom = createStrongroom();
  const before = await strongroom.sandbox.export();
  const run = createLabRun(lab, { strongroom, store: memoryStore() });
  try {
    await run.start();
    await run.check();
    for (const { id } of lab.tasks) await run.hint(id);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
  expect(run.world).to.match(/^lab-[A-Za-z][A-Za-z0-9-]*$/);
  expect((await strongroom.sandbox.export()).keys).to.deep.equal(before.keys);
  expect((await strongroom.sandbox.events.query()).events).to.deep.equal([]);
  expect(await strongroom.sandbox.principals.list()).to.have.length(4);
}

describe('A hostile lab', () => {
  it('of any value is refused', () => {
    const property = fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(findLabProblems(value).length).to.be.greaterThan(0);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('that is a damaged one is refused, or stays in its sandbox', async () => {
    let refused = 0;
    let accepted = 0;
    const places = placesIn(sampleLab());
    const property = fc.asyncProperty(fc.constantFrom(...places), hostile, fc.boolean(), async (place, value, adds) => {
      const document = damaged(sampleLab(), place, value, adds);
      const problems = findLabProblems(document);
      for (const { message } of problems) expect(message).not.to.equal('');
      if (problems.length > 0) {
        refused++;
        return;
      }
      accepted++;
      await runAll(document as Lab);
    });
    await fc.assert(property, { numRuns: 300 });
    expect(refused).to.be.greaterThan(100);
    expect(accepted).to.be.greaterThan(5);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });

  it('that needs too much work ends with an error', async () => {
    const lab = sampleLab();
    const letters = 'abcdefgh'.split('');
    const keys = Array.from({ length: 40 }, () => ({ call: 'CreateKey', input: {} }) as const);
    const done = { all: [...letters.map((name) => ({ key: { arn: `$${name}` } })), { event: { operation: 'Sign' } }] };
    const [, ...others] = lab.tasks;
    const hard: Lab = {
      ...lab,
      start: [...lab.start, ...keys],
      tasks: [{ ...lab.tasks[0], id: 'round-trip', done, solution: [] }, ...others],
    };
    const run = createLabRun(hard, { strongroom: createStrongroom(), store: memoryStore() });
    await run.start();
    expect(await run.check().catch((error: unknown) => error)).to.have.property('code', 'too-complex');
  });
});
