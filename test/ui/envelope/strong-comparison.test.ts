import { expect } from 'chai';
import { FACT_NAMES, TEXTS } from '../../../src/ui/envelope/comparison-texts.ts';
import { encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import { addRun, compareRuns, type FinishedRun } from '../../../src/ui/envelope/run-facts.ts';
import '../../../src/ui/envelope/strong-comparison.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

const blobOf = (stream: ReadableStream<Uint8Array>) =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

/** Two runs over the same file under the same key. */
async function twoRuns(): Promise<readonly FinishedRun[]> {
  const context = pageContext();
  const { Arn = '' } = await newKey(context);
  let runs: readonly FinishedRun[] = [];
  for (let n = 0; n < 2; n++) {
    const file = { name: 'a.txt', blob: new Blob(['content']) };
    const options = { keyIds: [Arn], encryptionContext: { purpose: 'test' } };
    const { run } = await encryptFile(new Recorder(context.kms), context, file, options, blobOf);
    runs = await addRun(runs, run);
  }
  return runs;
}

const partsOf = (runs: readonly FinishedRun[]) => {
  const rows = compareRuns(runs[0] as FinishedRun, runs[1] as FinishedRun);
  const namesOf = (isEqual: boolean) => rows.filter((row) => row.isEqual === isEqual).map(({ name }) => name);
  return { rows, equal: namesOf(true), different: namesOf(false) };
};

describe('comparison of two runs', () => {
  it('tells what every run of the same file shares, and what it has of its own', async () => {
    const { rows, equal, different } = partsOf(await twoRuns());
    expect(equal).to.include.members([
      FACT_NAMES.file,
      FACT_NAMES.head,
      FACT_NAMES.key,
      FACT_NAMES.context,
      // Each message has a content key of its own, so frames are numbered from 1.
      FACT_NAMES.iv,
      FACT_NAMES.total,
      'version',
    ]);
    expect(different).to.include.members([FACT_NAMES.dataKey, FACT_NAMES.body, 'message id']);
    expect(rows.find(({ name }) => name === FACT_NAMES.iv)?.first).to.equal('000000000000000000000001');
    expect(rows.find(({ name }) => name === FACT_NAMES.head)?.first).to.equal('636f6e74656e74');
  });

  it('shows a value that only one run has', () => {
    const run = (number: number, names: string[]): FinishedRun => ({
      number,
      file: 'a',
      facts: names.map((name) => ({ name, value: 'x' })),
    });
    expect(compareRuns(run(1, ['a', 'b']), run(2, ['b', 'c']))).to.deep.equal([
      { name: 'a', first: 'x', second: undefined, isEqual: false },
      { name: 'b', first: 'x', second: 'x', isEqual: true },
      { name: 'c', first: undefined, second: 'x', isEqual: false },
    ]);
  });

  it('is a table that can be limited to the differences', async () => {
    const runs = await twoRuns();
    const element = await place('strong-comparison', { runs, file: 'a.txt' });
    const { rows, different } = partsOf(runs);
    expect(allInside(element, 'tbody tr')).to.have.length(rows.length);
    expect(textOf(element)).to.contain(TEXTS.done(different.length, rows.length));
    await expectAccessible(element);
    inside(element, 'input[type=checkbox]').click();
    await drawn(element);
    expect(allInside(element, 'tbody th').map(({ textContent }) => textContent)).to.deep.equal(different);
    // The same run on both sides has no difference.
    const second = inside<HTMLSelectElement>(element, '#second');
    second.value = '1';
    second.dispatchEvent(new Event('change'));
    await drawn(element);
    expect(allInside(element, 'tbody tr')).to.deep.equal([]);
    const again = next(element, 'strong-run-again');
    inside(element, '#again').click();
    await again;
  });

  it('has no table before the second run', async () => {
    const [first] = await twoRuns();
    const element = await place('strong-comparison', { runs: [first as FinishedRun] });
    expect(element.shadowRoot?.querySelector('table, #again')).to.equal(null);
  });
});
