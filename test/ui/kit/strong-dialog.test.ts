import { expect } from 'chai';
import '../../../src/ui/kit/strong-dialog.ts';
import { allInside, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

type Dialog = HTMLElementTagNameMap['strong-dialog'];

/** A dialog with a line, a field and an action. */
async function withContent(members: Partial<Dialog> = {}, focus = true): Promise<Dialog> {
  const dialog = await place('strong-dialog', { heading: 'Rename the key', ...members });
  const label = document.createElement('label');
  label.textContent = 'New name';
  const field = document.createElement('input');
  if (focus) field.dataset['focus'] = '';
  label.append(field);
  const action = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Rename' });
  action.slot = 'actions';
  dialog.append(label, action);
  return dialog;
}

const native = (dialog: Dialog): HTMLDialogElement => inside<HTMLDialogElement>(dialog, 'dialog');

describe('strong-dialog', () => {
  it('is accessible when it is open, and named by its heading', async () => {
    const dialog = await withContent();
    dialog.show();
    await expectAccessible(dialog);
    expect(native(dialog).matches(':modal')).to.equal(true);
    expect(inside(dialog, `#${native(dialog).getAttribute('aria-labelledby')}`).textContent).to.equal('Rename the key');
  });

  it('is shut at first, and showing it twice is showing it once', async () => {
    const dialog = await withContent();
    expect(native(dialog).open).to.equal(false);
    dialog.show();
    dialog.show();
    expect(native(dialog).open).to.equal(true);
  });

  it('begins at what carries data-focus, else inside', async () => {
    const first = await withContent();
    first.show();
    expect(document.activeElement).to.equal(first.querySelector('input'));
    first.close();
    const second = await withContent({}, false);
    second.show();
    expect(second.contains(document.activeElement)).to.equal(true);
  });

  it('gives the focus back to where it was', async () => {
    const before = document.createElement('button');
    before.textContent = 'Open';
    document.body.append(before);
    before.focus();
    const dialog = await withContent();
    dialog.show();
    expect(document.activeElement).not.to.equal(before);
    dialog.close();
    expect(document.activeElement).to.equal(before);
    before.remove();
  });

  const ways: readonly [string, (dialog: Dialog) => void][] = [
    ['close()', (dialog) => dialog.close()],
    ['its cross', (dialog) => inside<HTMLButtonElement>(dialog, '.close').click()],
    ['its cancelling button', (dialog) => inside<HTMLButtonElement>(dialog, 'footer button').click()],
    ['a press beside it', (dialog) => native(dialog).click()],
  ];
  for (const [way, close] of ways) {
    it(`closes by ${way} and says so once`, async () => {
      const dialog = await withContent();
      dialog.show();
      let said = 0;
      dialog.addEventListener('strong-close', () => (said += 1));
      const closed = next(dialog, 'strong-close');
      close(dialog);
      await closed;
      expect(native(dialog).open).to.equal(false);
      expect(said).to.equal(1);
    });
  }

  it('stays open when something in it is pressed', async () => {
    const dialog = await withContent();
    dialog.show();
    dialog.querySelector('button')?.click();
    inside(dialog, 'header').click();
    expect(native(dialog).open).to.equal(true);
  });

  it('says nothing when it is closed while it is shut', async () => {
    const dialog = await withContent();
    let said = 0;
    dialog.addEventListener('strong-close', () => (said += 1));
    dialog.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(said).to.equal(0);
  });

  it('has the words for cancelling that it is given', async () => {
    const dialog = await withContent({ cancel: 'Keep it' });
    dialog.show();
    expect(textOf(dialog)).to.contain('Keep it').and.not.to.contain('Cancel');
    expect(
      allInside(dialog, 'button').map((button) => button.getAttribute('aria-label') ?? button.textContent),
    ).to.deep.equal(['Close', 'Keep it']);
  });
});
