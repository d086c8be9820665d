import { expect } from 'chai';
import '../../../src/ui/envelope/playground-page.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-playground-page'];

const open = (context: PageContext, what = 'text') => place('strong-playground-page', { context, what });

function press(page: Page, words: string): void {
  const button = allInside<HTMLButtonElement>(page, 'button').find(({ textContent }) => textContent.trim() === words);
  if (!button) return expect.fail(`no button ${words}`);
  button.click();
}

async function encrypted(context: PageContext): Promise<Page> {
  const page = await open(context);
  press(page, 'Encrypt');
  await until(() => inside<HTMLTextAreaElement>(page, '#ciphertext').value !== '');
  return page;
}

const pairsOf = (page: Page) => inside<HTMLElementTagNameMap['strong-pairs']>(page, 'strong-pairs');

describe('the playground', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  it('keeps what is entered for the next visit in this tab', async () => {
    const context = pageContext();
    const page = await encrypted(context);
    type(inside<HTMLTextAreaElement>(page, '#text'), 'Attack at noon.');
    type(allInside<HTMLInputElement>(pairsOf(page), 'input')[1] as HTMLInputElement, 'test');
    const { ciphertext } = page;
    page.remove();
    const again = await open(context);
    expect(again).to.include({ text: 'Attack at noon.', ciphertext });
    expect(again.pairs).to.deep.equal({ purpose: 'test' });
    expect(textOf(again)).to.contain('stays in this tab until you close the tab');
    await expectAccessible(again);
  });

  it('ignores a kept value that is no draft', async () => {
    sessionStorage.setItem('strongroom.draft.playground', '{"key":1}');
    expect(await open(pageContext())).to.include({ text: 'Attack at dawn.', ciphertext: '' });
  });

  it('sends nothing while two pairs have one name', async () => {
    const context = pageContext();
    const page = await open(context);
    const pairs = pairsOf(page);
    allInside<HTMLButtonElement>(pairs, 'button').at(-1)?.click();
    await drawn(pairs);
    type(allInside<HTMLInputElement>(pairs, 'input')[2] as HTMLInputElement, 'purpose');
    press(page, 'Encrypt');
    await drawn(pairs);
    expect(textOf(pairs)).to.contain('The name “purpose” is used twice.');
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'Encrypt' });
    expect(events).to.deep.equal([]);
  });

  it('takes the plaintext away when the ciphertext that it came from is changed', async () => {
    const page = await encrypted(pageContext());
    press(page, 'Decrypt');
    await until(() => page.shadowRoot?.querySelector('#opened'));
    type(inside<HTMLTextAreaElement>(page, '#ciphertext'), 'AQ==');
    await drawn(page);
    expect(page.shadowRoot?.querySelector('#opened, strong-call')).to.equal(null);
  });

  it('takes an error away when what it was about is changed', async () => {
    const page = await open(pageContext());
    type(inside<HTMLTextAreaElement>(page, '#ciphertext'), '!!!');
    await drawn(page);
    press(page, 'Decrypt');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    type(inside<HTMLTextAreaElement>(page, '#ciphertext'), '');
    await drawn(page);
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
  });

  it('shows no envelope of an earlier file when opening another one fails', async () => {
    const page = await open(pageContext(), 'file');
    const picture = inside<HTMLElementTagNameMap['strong-envelope-picture']>(page, 'strong-envelope-picture');
    // The save dialog of the browser needs a person: what comes before it is what an earlier file left behind.
    Reflect.set(page, 'run', { direction: 'encrypt', file: { name: 'a' }, context: {}, calls: [], done: 4 });
    await drawn(page);
    expect(picture.run).to.not.equal(undefined);
    const drop = allInside(page, 'strong-file-drop')[1];
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file: new File(['no message'], 'b.sealed') } }));
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    await drawn(page);
    expect(picture.run).to.equal(undefined);
  });

  it('leaves no plaintext data key on the page when work is cancelled, and says that it was cancelled', async () => {
    const context = pageContext();
    const page = await open(context, 'file');
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    const drop = allInside(page, 'strong-file-drop')[0];
    const file = new File([new Uint8Array(64 * 1024 * 1024)], 'big');
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    await until(() => page.shadowRoot?.querySelector('strong-progress'));
    inside(page, 'strong-progress').dispatchEvent(new Event('strong-cancel'));
    await until(() => textOf(page).includes('Cancelled. Nothing was saved.'));
    await drawn(page);
    expect(textOf(page)).not.to.contain('PLAINTEXT');
    expect(page.shadowRoot?.querySelector('strong-call')).to.equal(null);
  });
});
