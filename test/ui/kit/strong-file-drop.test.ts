import { expect } from 'chai';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { blockFileNavigation } from '../../../src/ui/kit/dropped-files.ts';
import { TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import '../../../src/ui/kit/strong-file-drop.ts';
import type { FilesEvent } from '../../../src/ui/kit/strong-file-drop.ts';
import { drawn, expectAccessible, inside, next, place, until } from '../fixture.ts';

type Drop = HTMLElementTagNameMap['strong-file-drop'];

const FILE = new File(['letter'], 'letter.txt', { type: 'text/plain' });

const area = (element: Drop): HTMLElement => inside(element, 'div');

/** A drag of `files` over the element. */
function drag(element: Drop, name: 'dragover' | 'dragleave' | 'drop', ...files: File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent(name, { dataTransfer, cancelable: true });
  area(element).dispatchEvent(event);
  return event;
}

function told(element: Drop): File[] {
  const files: File[] = [];
  element.addEventListener('strong-file', (event) => files.push((event as CustomEvent<{ file: File }>).detail.file));
  return files;
}

describe('strong-file-drop', () => {
  it('is accessible, disabled too', async () => {
    await expectAccessible(await place('strong-file-drop'));
    await expectAccessible(await place('strong-file-drop', { disabled: true, label: 'Drop an encrypted file, or' }));
  });

  it('gives a dropped file, and keeps the browser from opening it', async () => {
    const element = await place('strong-file-drop');
    const given = next<{ file: File }>(element, 'strong-file');
    expect(drag(element, 'dragover', FILE).defaultPrevented).to.equal(true);
    const dropped = drag(element, 'drop', FILE);
    expect(dropped.defaultPrevented).to.equal(true);
    expect((await given).detail.file.name).to.equal('letter.txt');
  });

  it('shows that a drag is over it', async () => {
    const element = await place('strong-file-drop');
    drag(element, 'dragover', FILE);
    await drawn(element);
    expect(area(element).className).to.equal('over');
    drag(element, 'dragleave');
    await drawn(element);
    expect(area(element).className).to.equal('');
  });

  it('gives the same file again when it is chosen again', async () => {
    const element = await place('strong-file-drop');
    const files = told(element);
    const input = inside<HTMLInputElement>(element, 'input');
    for (let times = 0; times < 2; times += 1) {
      const list = new DataTransfer();
      list.items.add(FILE);
      input.files = list.files;
      input.dispatchEvent(new Event('change'));
      expect(input.files).to.have.length(0);
    }
    expect(files.map(({ name }) => name)).to.deep.equal(['letter.txt', 'letter.txt']);
  });

  it('does by its button what the browser’s own does', async () => {
    const element = await place('strong-file-drop', { action: 'Choose a picture' });
    let asked = 0;
    const input = inside<HTMLInputElement>(element, 'input');
    input.addEventListener('click', (event) => {
      event.preventDefault();
      asked += 1;
    });
    const button = inside<HTMLButtonElement>(element, 'button');
    button.click();
    expect([asked, button.textContent]).to.deep.equal([1, 'Choose a picture']);
  });

  it('says that it uses the first of several files only', async () => {
    const element = await place('strong-file-drop');
    const said = next<Announcement>(document, ANNOUNCE);
    element.lang = 'de';
    drag(element, 'drop', FILE, new File(['b'], 'b.txt'));
    expect((await said).detail).to.include({ text: TEXTS.fileDrop.onlyFirst('letter.txt'), lang: 'en' });
    await drawn(element);
    expect(inside(element, '[role=note]').textContent).to.equal(TEXTS.fileDrop.onlyFirst('letter.txt'));
    expect(inside(element, '[role=note]').lang).to.equal('en');
    drag(element, 'drop', FILE);
    await drawn(element);
    expect(element.shadowRoot?.querySelector('[role=note]')).to.equal(null);
  });

  it('says that it does not read a folder, and takes the files beside it', async () => {
    const element = await place('strong-file-drop');
    const files = told(element);
    const item = (file: File, isDirectory: boolean) => ({
      kind: 'file',
      getAsFile: () => file,
      webkitGetAsEntry: () => ({ isDirectory }),
    });
    const drop = (items: readonly object[]) => {
      const event = new DragEvent('drop', { cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: { items, types: ['Files'] } });
      area(element).dispatchEvent(event);
    };
    drop([item(new File([], 'folder'), true)]);
    await drawn(element);
    expect(inside(element, '[role=note]').textContent).to.equal(TEXTS.fileDrop.foldersIgnored);
    expect(files).to.deep.equal([]);
    drop([item(new File([], 'folder'), true), item(FILE, false)]);
    expect(files).to.deep.equal([FILE]);
    await expectAccessible(element);
  });

  describe('for several files', () => {
    const several = () => place('strong-file-drop', { multiple: true });
    const LETTER_B = new File(['b'], 'b.txt');

    it('gives all of them, and a single one as before', async () => {
      const element = await several();
      const given = next<FilesEvent['detail']>(element, 'strong-files');
      drag(element, 'drop', FILE, LETTER_B);
      expect((await given).detail.files.map(({ path }) => path)).to.deep.equal(['letter.txt', 'b.txt']);
      const files = told(element);
      drag(element, 'drop', FILE);
      expect(files.map(({ name }) => name)).to.deep.equal(['letter.txt']);
      expect(inside<HTMLInputElement>(element, 'input').multiple).to.equal(true);
      await expectAccessible(element);
    });

    it('has a button for a folder if it has a text, and gives the files with their paths', async () => {
      expect((await several()).shadowRoot?.querySelector('.choose-folder')).to.equal(null);
      const element = await place('strong-file-drop', { multiple: true, folderAction: 'Choose a folder' });
      await expectAccessible(element);
      const input = inside<HTMLInputElement>(element, '.folder');
      expect(input.webkitdirectory).to.equal(true);
      let asked = 0;
      input.addEventListener('click', (event) => {
        event.preventDefault();
        asked += 1;
      });
      inside(element, '.choose-folder').click();
      expect(asked).to.equal(1);
      const given = next<FilesEvent['detail']>(element, 'strong-files');
      const files = ['a.txt', 'b.txt'].map((name) =>
        Object.defineProperty(new File([name], name), 'webkitRelativePath', { value: `letters/${name}` }),
      );
      Object.defineProperty(input, 'files', { value: files });
      input.dispatchEvent(new Event('change'));
      expect((await given).detail.files.map(({ path }) => path)).to.deep.equal(['letters/a.txt', 'letters/b.txt']);
    });

    it('tells files that were dropped elsewhere in the window from those on its area', async () => {
      const element = await place('strong-file-drop', { multiple: true, wholeWindow: true });
      const dropped = async (target: Element) => {
        const given = next<FilesEvent['detail']>(element, 'strong-files');
        const dataTransfer = new DataTransfer();
        for (const file of [FILE, LETTER_B]) dataTransfer.items.add(file);
        const init = { dataTransfer, cancelable: true, bubbles: true, composed: true };
        target.dispatchEvent(new DragEvent('drop', init));
        return (await given).detail.isOutside;
      };
      expect(await dropped(document.body)).to.equal(true);
      expect(await dropped(area(element))).to.equal(false);
    });

    it('says that it leaves out what is over the maximum', async () => {
      const element = await several();
      const given = next<FilesEvent['detail']>(element, 'strong-files');
      drag(element, 'drop', ...Array.from({ length: 501 }, (_, index) => new File([], `${index}.txt`)));
      expect((await given).detail.files).to.have.length(500);
      await drawn(element);
      expect(inside(element, '[role=note]').textContent).to.equal(TEXTS.fileDrop.tooMany('500'));
    });

    /** A folder as the browser gives it: its entries in parts, the last one empty. */
    const folder = (name: string, ...entries: object[]): object => ({
      name,
      isDirectory: true,
      createReader: () => {
        const parts = [entries.slice(0, 1), entries.slice(1), []].filter((part, at) => at === 2 || part.length > 0);
        return { readEntries: (resolve: (part: object[]) => void) => resolve(parts.shift() ?? []) };
      },
    });
    const entry = (file: File, fullPath: string) => ({
      name: file.name,
      isDirectory: false,
      fullPath,
      file: (resolve: (one: File) => void) => resolve(file),
    });
    const dropFolder = (element: Drop, dropped: object) => {
      const items = [{ kind: 'file', getAsFile: () => null, webkitGetAsEntry: () => dropped }];
      const event = new DragEvent('drop', { cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: { items, types: ['Files'] } });
      area(element).dispatchEvent(event);
    };

    it('reads a folder and the folders in it, by name', async () => {
      const element = await several();
      const given = next<FilesEvent['detail']>(element, 'strong-files');
      const inner = folder('inner', entry(LETTER_B, '/letters/inner/b.txt'));
      dropFolder(element, folder('letters', entry(FILE, '/letters/letter.txt'), inner));
      expect((await given).detail.files.map(({ path }) => path)).to.deep.equal([
        'letters/inner/b.txt',
        'letters/letter.txt',
      ]);
    });

    it('says that a folder has no files, or cannot be read', async () => {
      const element = await several();
      const note = () => element.shadowRoot?.querySelector('[role=note]')?.textContent;
      dropFolder(element, folder('empty'));
      await until(() => note() === TEXTS.fileDrop.noFiles);
      const unreadable = {
        isDirectory: true,
        createReader: () => ({
          readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
        }),
      };
      dropFolder(element, unreadable);
      await until(() => note() === TEXTS.fileDrop.folderUnreadable('gone'));
    });
  });

  describe('for the whole window', () => {
    const over = (target: Element, name: 'dragover' | 'drop') => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(FILE);
      const event = new DragEvent(name, { dataTransfer, bubbles: true, composed: true, cancelable: true });
      target.dispatchEvent(event);
      return event;
    };

    it('takes a file that is dropped elsewhere in the window', async () => {
      const element = await place('strong-file-drop', { wholeWindow: true });
      const files = told(element);
      expect(over(document.body, 'dragover').defaultPrevented).to.equal(true);
      await drawn(element);
      expect(area(element).className).to.equal('over');
      over(document.body, 'drop');
      await drawn(element);
      expect(area(element).className).to.equal('');
      expect(files.map(({ name }) => name)).to.deep.equal(['letter.txt']);
    });

    it('leaves a file to the area on which it is dropped', async () => {
      const element = await place('strong-file-drop', { wholeWindow: true });
      const other = await place('strong-file-drop');
      const [here, there] = [told(element), told(other)];
      over(document.body, 'dragover');
      over(area(other), 'dragover');
      await drawn(element);
      expect(area(element).className).to.equal('');
      over(area(other), 'drop');
      over(area(element), 'drop');
      expect([here.length, there.length]).to.deep.equal([1, 1]);
    });

    it('takes nothing while it is disabled, without the attribute, or once it is removed', async () => {
      const disabled = await place('strong-file-drop', { wholeWindow: true, disabled: true });
      const plain = await place('strong-file-drop');
      const removed = await place('strong-file-drop', { wholeWindow: true });
      const all = [told(disabled), told(plain), told(removed)];
      removed.remove();
      over(document.body, 'drop');
      expect(all).to.deep.equal([[], [], []]);
    });
  });

  it('keeps the browser from opening a file that nothing takes, and leaves other drags alone', () => {
    blockFileNavigation();
    const dragged = (fill: (transfer: DataTransfer) => void) => {
      const dataTransfer = new DataTransfer();
      fill(dataTransfer);
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(dragged((transfer) => transfer.items.add(FILE))).to.equal(true);
    expect(dragged((transfer) => transfer.setData('text/plain', 'words'))).to.equal(false);
  });

  it('takes nothing that is no file, and nothing at all while it is disabled', async () => {
    const element = await place('strong-file-drop');
    const files = told(element);
    drag(element, 'drop');
    element.disabled = true;
    await drawn(element);
    drag(element, 'dragover', FILE);
    await drawn(element);
    expect(area(element).className).to.equal('');
    drag(element, 'drop', FILE);
    inside<HTMLInputElement>(element, 'input').dispatchEvent(new Event('change'));
    expect(files).to.deep.equal([]);
  });
});
