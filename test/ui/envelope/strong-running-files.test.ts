import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/envelope/batch-texts.ts';
import type { Batch } from '../../../src/ui/envelope/file-batch.ts';
import { FileRuns } from '../../../src/ui/envelope/file-runs.ts';
import '../../../src/ui/envelope/strong-running-files.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** A run of two files of 6 bytes; the first one is half done until `finish` is called. */
function startRun(runs: FileRuns) {
  let finish = () => {};
  const first = new Promise<void>((resolve) => (finish = resolve));
  const batch: Batch = {
    direction: 'decrypt',
    files: ['a', 'b'].map((path) => ({ path, file: new File(['123456'], path) })),
    place: { region: 'eu-west-1', caller: 'arn:aws:iam::111122223333:user/ana' },
    process: async (_file, { signal, onProgress }) => {
      onProgress?.({ bytesIn: 3, bytesOut: 0 });
      await Promise.race([first, new Promise((_, reject) => signal?.addEventListener('abort', reject))]);
      return { name: 'x', blob: new Blob(), signature: undefined };
    },
  };
  return { run: runs.start(batch), finish };
}

describe('strong-running-files', () => {
  it('shows bytes of all files, and that they are done', async () => {
    const runs = new FileRuns();
    const { run, finish } = startRun(runs);
    const element = await place('strong-running-files', { runs, page: 'keys' });
    await until(() => textOf(element).includes('3 B of 12 B'));
    expect(textOf(element)).to.contain(TEXTS.background.decrypt(0, 2));
    await expectAccessible(element);
    finish();
    await run.finished;
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.summary.decrypt(2, 2, 0));
    expect(allInside(element, 'progress')).to.have.length(0);
    runs.close(run, false);
    await drawn(element);
    expect(textOf(element)).to.equal('');
  });

  it('pauses, resumes and cancels', async () => {
    const runs = new FileRuns();
    const { run } = startRun(runs);
    const element = await place('strong-running-files', { runs, page: 'keys' });
    inside(element, '.pause').click();
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.paused);
    inside(element, '.pause').click();
    expect(run.isPaused).to.equal(false);
    inside(element, '.cancel').click();
    await run.finished;
    expect(run.outcomes.map(({ state }) => state)).to.deep.equal(['canceled', 'canceled']);
  });

  it('is empty on pages that show the list', async () => {
    const runs = new FileRuns();
    const { run } = startRun(runs);
    for (const page of ['home', 'playground']) {
      expect(textOf(await place('strong-running-files', { runs, page }))).to.equal('');
    }
    run.cancel();
    await run.finished;
  });
});
