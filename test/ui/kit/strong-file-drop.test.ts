import { expect } from 'chai';
import '../../../src/ui/kit/strong-file-drop.ts';
import { drawn, expectAccessible, inside, next, place } from '../fixture.ts';

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

  it('gives a dropped file, the first of several, and keeps the browser from opening it', async () => {
    const element = await place('strong-file-drop');
    const given = next<{ file: File }>(element, 'strong-file');
    expect(drag(element, 'dragover', FILE).defaultPrevented).to.equal(true);
    const dropped = drag(element, 'drop', FILE, new File(['b'], 'b.txt'));
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
