import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/envelope/batch-texts.ts';
import { BatchRun } from '../../../src/ui/envelope/batch-run.ts';
import { decryptBatch, encryptBatch, type Batch, type FileResult } from '../../../src/ui/envelope/file-batch.ts';
import { fileRuns } from '../../../src/ui/envelope/file-runs.ts';
import '../../../src/ui/envelope/home-page.ts';
import '../../../src/ui/envelope/playground-page.ts';
import '../../../src/ui/envelope/strong-file-batch.ts';
import type { StrongFileBatch } from '../../../src/ui/envelope/strong-file-batch.ts';
import { explanationsLoaded } from '../../../src/ui/page/problem.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const dropped = (...files: File[]) => files.map((file) => ({ file, path: `letters/${file.name}` }));
const A = new File(['first letter'], 'a.txt', { type: 'text/plain' });
const DOCKERFILE = new File(['FROM scratch'], 'Dockerfile');

const finished = (element: StrongFileBatch) => until(() => element.shadowRoot?.querySelector('.close'));

/** The text of each cell of the rows. */
const rowsOf = (element: StrongFileBatch) =>
  allInside(element, 'tbody tr').map((row) =>
    [...row.querySelectorAll('td')].map((cell) =>
      [...(cell.querySelector('div') ?? cell).childNodes]
        .filter((node) => !(node instanceof Comment))
        .map(({ textContent }) => textContent ?? '')
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );

async function run(batch: Batch): Promise<StrongFileBatch> {
  const element = await place('strong-file-batch', { run: new BatchRun(batch) });
  await finished(element);
  return element;
}

/** The files that the user gets from `act`, by name. */
async function savedBy(act: () => Promise<unknown>): Promise<Map<string, Blob>> {
  const saved = new Map<string, Blob>();
  const blobs = new Map<string, Blob>();
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL(blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.set(this.download, blobs.get(this.href) as Blob);
  };
  try {
    await act();
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  return saved;
}

const saveAll = (element: StrongFileBatch, files: number) =>
  savedBy(async () => {
    const button = inside<HTMLButtonElement>(element, '.all');
    button.click();
    await drawn(element);
    await until(() => button.getAttribute('aria-disabled') === 'false');
    expect(button.textContent.trim()).to.equal(TEXTS.downloadAll(files, String(files)));
  });

describe('strong-file-batch', () => {
  before(() => explanationsLoaded);

  it('encrypts each file and decrypts it again, with its name and type', async () => {
    const context = pageContext();
    const element = await run(encryptBatch(context, dropped(A, DOCKERFILE), {}));
    expect(rowsOf(element).map(([path, size]) => [path, size])).to.deep.equal([
      ['letters/a.txt', '12 bytes'],
      ['letters/Dockerfile', '12 bytes'],
    ]);
    expect(textOf(element)).to.contain(TEXTS.summary.encrypt(2, 2, 0));
    await expectAccessible(element);
    const encrypted = await saveAll(element, 2);
    expect([...encrypted.keys()]).to.deep.equal(['a.txt.encrypted', 'Dockerfile.encrypted']);
    const files = [...encrypted.values()].map((blob, index) => new File([blob], `renamed-${index}.encrypted`));
    const back = await run(decryptBatch(context, dropped(...files)));
    expect(rowsOf(back).map(([, , result]) => result)).to.deep.equal([
      `a.txt 12 bytes, text/plain ${TEXTS.signature.none}`,
      `Dockerfile 12 bytes ${TEXTS.signature.none}`,
    ]);
    const saved = await saveAll(back, 2);
    expect(await saved.get('a.txt')?.text()).to.equal('first letter');
    expect(await saved.get('Dockerfile')?.text()).to.equal('FROM scratch');
  });

  it('says why a file failed, and goes on with the next', async () => {
    const context = pageContext();
    const { keyIds, pairs } = { keyIds: ['alias/none'], pairs: { purpose: 'test' } };
    const element = await run(encryptBatch(context, dropped(A, DOCKERFILE), { keyIds, pairs }));
    expect(allInside(element, '.failed')).to.have.length(2);
    expect(textOf(element))
      .to.contain('NotFoundException')
      .and.to.contain(TEXTS.summary.encrypt(0, 2, 2));
    await expectAccessible(element);
    const [good] = (await saveAll(await run(encryptBatch(context, dropped(A, DOCKERFILE), {})), 2)).values();
    const mixed = await run(
      decryptBatch(context, dropped(A, new File([good as Blob], 'b.encrypted'), new File([], 'c'))),
    );
    expect(rowsOf(mixed).map(([, , result]) => result)).to.deep.equal([
      TEXTS.noResult,
      `a.txt 12 bytes, text/plain ${TEXTS.signature.none}`,
      TEXTS.noResult,
    ]);
    expect(textOf(mixed)).to.contain(TEXTS.summary.decrypt(1, 3, 2));
  });

  /** A batch whose files wait until `finish` is called or they are canceled. */
  function waitingBatch() {
    const started: File[] = [];
    const pending: ((result: FileResult) => void)[] = [];
    const batch: Batch = {
      direction: 'encrypt',
      files: dropped(A, DOCKERFILE),
      place: { region: 'eu-west-1', caller: 'arn:aws:iam::111122223333:user/ana' },
      process: (file, { signal, onProgress }) =>
        new Promise((resolve, reject) => {
          started.push(file);
          pending.push(resolve);
          onProgress?.({ bytesIn: 6, bytesOut: 0 });
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    };
    const finish = () => pending.shift()?.({ name: 'x', blob: new Blob(['x']), signature: undefined });
    return { batch, started, finish };
  }

  it('cancels the present file and all after it', async () => {
    const element = await place('strong-file-batch', { run: new BatchRun(waitingBatch().batch) });
    await until(() => element.shadowRoot?.querySelector('progress'));
    await expectAccessible(element);
    inside(element, '.cancel').click();
    await finished(element);
    expect(rowsOf(element).map((cells) => cells[3])).to.deep.equal([TEXTS.states.canceled, TEXTS.states.canceled]);
    expect(inside(element, '.all').hidden).to.equal(true);
  });

  it('shows bytes and rate of the present file, and the caller and Region of its calls', async () => {
    const run = new BatchRun(waitingBatch().batch);
    const element = await place('strong-file-batch', { run });
    await until(() => element.shadowRoot?.querySelector('progress'));
    expect(rowsOf(element)[0]?.[3]).to.match(/Encrypting: 6 B of 12 B, .+\/s/);
    expect(textOf(element)).to.contain(TEXTS.calledAs('arn:aws:iam::111122223333:user/ana', 'eu-west-1'));
    run.cancel();
    await run.finished;
  });

  it('starts no file while it is paused, and goes on when it is resumed', async () => {
    const { batch, started, finish } = waitingBatch();
    const run = new BatchRun(batch);
    const element = await place('strong-file-batch', { run });
    await until(() => started.length === 1);
    inside(element, '.pause').click();
    await drawn(element);
    expect(inside(element, '.pause').textContent.trim()).to.equal(TEXTS.resume);
    expect(rowsOf(element)[0]?.[3]).to.contain(TEXTS.stages.paused('6 B', '12 B'));
    finish();
    await until(() => run.outcomes[0]?.state === 'done');
    await new Promise((resolve) => setTimeout(resolve));
    expect(started).to.have.length(1);
    inside(element, '.pause').click();
    await until(() => started.length === 2);
    finish();
    await run.finished;
  });

  it('goes on when it is removed, and asks before the tab closes while it runs', async () => {
    const asked = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { batch, started, finish } = waitingBatch();
    const run = new BatchRun(batch);
    const element = await place('strong-file-batch', { run });
    await until(() => started.length === 1);
    element.remove();
    expect(asked()).to.equal(true);
    finish();
    await until(() => started.length === 2);
    finish();
    await run.finished;
    expect(run.results).to.have.length(2);
    expect(asked()).to.equal(false);
  });

  it('removes what is stored for its results when it is closed', async () => {
    const removed: string[] = [];
    const { batch } = waitingBatch();
    const process: Batch['process'] = ({ name }) =>
      Promise.resolve({ name, blob: new Blob(), signature: undefined, remove: async () => void removed.push(name) });
    const run = fileRuns.start({ ...batch, process });
    await run.finished;
    fileRuns.close(run, false);
    await until(() => removed.length === 2);
    expect(fileRuns.runs).to.deep.equal([]);
  });

  it('saves results in a folder, next to files of the same name', async () => {
    const element = await run(encryptBatch(pageContext(), dropped(A), {}));
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('chosen', { create: true });
    const letters = await folder.getDirectoryHandle('letters', { create: true });
    await letters.getFileHandle('a.txt.encrypted', { create: true });
    const picker = Reflect.get(globalThis, 'showDirectoryPicker') as unknown;
    Reflect.set(globalThis, 'showDirectoryPicker', () => Promise.resolve(folder));
    try {
      inside(element, '.folder').click();
      await until(() => textOf(element).includes(TEXTS.savedInFolder('chosen')));
      expect((await (await letters.getFileHandle('a (2).txt.encrypted')).getFile()).size).to.be.greaterThan(12);
      expect((await (await letters.getFileHandle('a.txt.encrypted')).getFile()).size).to.equal(0);
    } finally {
      Reflect.set(globalThis, 'showDirectoryPicker', picker);
      await root.removeEntry('chosen', { recursive: true });
    }
  });

  for (const [tag, formOf, what] of [
    ['strong-home-page', (page: Element) => page, 'text'],
    ['strong-playground-page', (page: Element) => page.shadowRoot?.querySelector('strong-file-form'), 'file'],
  ] as const) {
    it(`is on ${tag}, and stays when the caller changes`, async () => {
      const context = pageContext();
      const page = await place(tag, { context, what } as object);
      await until(() => formOf(page)?.shadowRoot?.querySelector('strong-file-drop'));
      const drop = inside(formOf(page) as Element, 'strong-file-drop');
      drop.dispatchEvent(new CustomEvent('strong-files', { detail: { files: dropped(A, DOCKERFILE) } }));
      await until(() => page.shadowRoot?.querySelector('strong-file-batch'));
      await finished(inside<StrongFileBatch>(page, 'strong-file-batch'));
      expect(rowsOf(inside<StrongFileBatch>(page, 'strong-file-batch'))[0]?.[2]).to.match(/^a\.txt\.encrypted/);
      page.context = { ...context };
      await drawn(page);
      expect(page.shadowRoot?.querySelector('strong-file-batch')).to.exist;
      inside(inside(page, 'strong-file-batch'), '.close').click();
      await until(() => !page.shadowRoot?.querySelector('strong-file-batch'));
    });
  }
});
