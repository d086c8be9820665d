import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/envelope/batch-texts.ts';
import { decryptBatch, encryptBatch, type Batch } from '../../../src/ui/envelope/file-batch.ts';
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
  const element = await place('strong-file-batch', { batch });
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
      'a.txt 12 bytes, text/plain',
      'Dockerfile 12 bytes',
    ]);
    const saved = await saveAll(back, 2);
    expect(await saved.get('a.txt')?.text()).to.equal('first letter');
    expect(await saved.get('Dockerfile')?.text()).to.equal('FROM scratch');
  });

  it('says why a file failed, and goes on with the next', async () => {
    const context = pageContext();
    const { keyId, pairs } = { keyId: 'alias/none', pairs: { purpose: 'test' } };
    const element = await run(encryptBatch(context, dropped(A, DOCKERFILE), { keyId, pairs }));
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
      'a.txt 12 bytes, text/plain',
      TEXTS.noResult,
    ]);
    expect(textOf(mixed)).to.contain(TEXTS.summary.decrypt(1, 3, 2));
  });

  it('is canceled: the present file and all after it', async () => {
    const batch: Batch = {
      direction: 'encrypt',
      files: dropped(A, DOCKERFILE),
      process: (_file, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
    };
    const element = await place('strong-file-batch', { batch });
    await until(() => element.shadowRoot?.querySelector('progress'));
    await expectAccessible(element);
    inside(element, '.cancel').click();
    await finished(element);
    expect(rowsOf(element).map((cells) => cells[3])).to.deep.equal([TEXTS.states.canceled, TEXTS.states.canceled]);
    expect(inside(element, '.all').hidden).to.equal(true);
  });

  it('stops when it is removed', async () => {
    let signal: AbortSignal | undefined;
    const batch: Batch = {
      direction: 'encrypt',
      files: dropped(A, DOCKERFILE),
      process: (_file, watch) => {
        ({ signal } = watch);
        return new Promise(() => undefined);
      },
    };
    const element = await place('strong-file-batch', { batch });
    element.remove();
    expect(signal?.aborted).to.equal(true);
  });

  for (const [tag, area, what] of [
    ['strong-home-page', 'strong-file-drop', 'text'],
    ['strong-playground-page', 'strong-file-drop', 'file'],
  ] as const) {
    it(`is on ${tag}, and goes when the caller changes`, async () => {
      const context = pageContext();
      const page = await place(tag, { context, what } as object);
      await until(() => page.shadowRoot?.querySelector(area));
      inside(page, area).dispatchEvent(new CustomEvent('strong-files', { detail: { files: dropped(A, DOCKERFILE) } }));
      await until(() => page.shadowRoot?.querySelector('strong-file-batch'));
      await finished(inside<StrongFileBatch>(page, 'strong-file-batch'));
      expect(rowsOf(inside<StrongFileBatch>(page, 'strong-file-batch'))[0]?.[2]).to.match(/^a\.txt\.encrypted/);
      page.context = { ...context };
      await drawn(page);
      expect(page.shadowRoot?.querySelector('strong-file-batch')).to.equal(null);
    });
  }
});
