import { expect } from 'chai';
import '../../../src/ui/kit/strong-copy.ts';
import { ANNOUNCE, type Announcement } from '../../../src/ui/kit/announce.ts';
import { TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import { expectAccessible, inside, next, place, until } from '../fixture.ts';

type Copy = HTMLElementTagNameMap['strong-copy'];

const button = (element: Copy): HTMLButtonElement => inside<HTMLButtonElement>(element, 'button');

/** Puts a clipboard in place of the browser's, which a page without the focus may not use. */
function clipboard(writeText: (text: string) => Promise<void>): void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
}

describe('strong-copy', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('is accessible, named by what it copies, with and without words', async () => {
    const element = await place('strong-copy', { text: 'a', what: 'the ARN' });
    await expectAccessible(element);
    expect(button(element).getAttribute('aria-label')).to.equal('Copy the ARN');
    const worded = await place('strong-copy', { text: 'a', what: 'the code', words: 'Copy' });
    await expectAccessible(worded);
    expect(button(worded).textContent.trim()).to.equal('Copy');
    expect(button(worded).getAttribute('aria-label')).to.equal('Copy: the code');
  });

  it('copies the text as it is, shows it and says it', async () => {
    const copied: string[] = [];
    clipboard(async (text) => void copied.push(text));
    const element = await place('strong-copy', { text: ' two\nlines ', what: 'the code' });
    const said = next<Announcement>(document, ANNOUNCE);
    button(element).click();
    expect((await said).detail).to.include({ text: 'Copied: the code', assertive: false });
    expect(copied).to.deep.equal([' two\nlines ']);
    await until(() => button(element).textContent.trim() === TEXTS.copy.copied);
    await expectAccessible(element);
  });

  it('says so when the browser refuses', async () => {
    clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const element = await place('strong-copy', { text: 'a', what: 'the ARN' });
    const said = next<Announcement>(document, ANNOUNCE);
    button(element).click();
    expect((await said).detail.text).to.equal(TEXTS.copy.visibleLabel(TEXTS.copy.failed, 'the ARN'));
    await until(() => button(element).textContent.trim() === TEXTS.copy.failed);
  });
});
