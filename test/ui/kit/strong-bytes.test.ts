import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import '../../../src/ui/kit/strong-bytes.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

type Bytes = HTMLElementTagNameMap['strong-bytes'];

const LETTER = new TextEncoder().encode('grüß');

/** Presses the button of the form. */
async function showAs(element: Bytes, form: string): Promise<void> {
  const button = allInside<HTMLButtonElement>(element, '.forms button').find((one) => one.textContent === form);
  if (!button) return expect.fail(`no form ${form}`);
  button.click();
  await drawn(element);
}

const copied = (element: Bytes): string => inside<HTMLElementTagNameMap['strong-copy']>(element, 'strong-copy').text;

describe('strong-bytes', () => {
  for (const form of ['hex', 'base64', 'text'] as const) {
    it(`is accessible as ${form}`, async () => {
      await expectAccessible(await place('strong-bytes', { bytes: LETTER, what: 'the letter', form }));
    });
  }

  it('shows hex in groups of eight, base64 and text, and copies what it shows', async () => {
    const element = await place('strong-bytes', {
      bytes: Uint8Array.from({ length: 10 }, (_, index) => index),
      what: 'the key',
    });
    expect(allInside(element, '.group').map((group) => group.textContent)).to.deep.equal(['0001020304050607', '0809']);
    expect(copied(element)).to.equal('00010203040506070809');
    await showAs(element, 'base64');
    expect(inside(element, '.text').textContent).to.equal('AAECAwQFBgcICQ==');
    expect(copied(element)).to.equal('AAECAwQFBgcICQ==');
    element.bytes = LETTER;
    await showAs(element, 'text');
    expect(copied(element)).to.equal('grüß');
    expect(allInside(element, '[aria-pressed=true]').map((one) => one.textContent)).to.deep.equal(['text']);
  });

  it('offers PEM in place of text for DER, whole and readable by the keyboard', async () => {
    const element = await place('strong-bytes', {
      bytes: new Uint8Array(300),
      what: 'the public key',
      pem: 'PUBLIC KEY',
      form: 'PEM',
    });
    expect(allInside(element, '.forms button').map((one) => one.textContent)).to.deep.equal(['PEM', 'hex', 'base64']);
    const lines = copied(element).trimEnd().split('\n');
    expect([lines[0], lines.at(-1)]).to.deep.equal(['-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----']);
    expect(atob(lines.slice(1, -1).join(''))).to.have.length(300);
    expect(inside(element, '.lines').tabIndex).to.equal(0);
    expect(
      allInside(element, 'button.plain').filter((one) => one.textContent.trim() === TEXTS.bytes.showAll('300')),
    ).to.deep.equal([]);
    await expectAccessible(element);
  });

  it('shows the first 256 bytes until it is asked for all', async () => {
    const element = await place('strong-bytes', { bytes: new Uint8Array(1000) });
    expect(allInside(element, '.group')).to.have.length(32);
    const more = allInside<HTMLButtonElement>(element, 'button.plain').find(
      (one) => one.textContent.trim() === TEXTS.bytes.showAll('1,000'),
    );
    more?.click();
    await drawn(element);
    expect(allInside(element, '.group')).to.have.length(125);
    expect(copied(element)).to.have.length(2000);
  });

  it('tells the length of the whole where it has the beginning', async () => {
    const element = await place('strong-bytes', { bytes: new Uint8Array(16), total: 52_428_800 });
    expect(textOf(element)).to.contain('52,428,800 bytes').and.to.contain(TEXTS.bytes.notShown('52,428,784 bytes'));
  });

  it('marks the bytes that changed, and no other', async () => {
    const element = await place('strong-bytes', {
      bytes: Uint8Array.of(1, 2, 3, 255, 5, 6, 7, 8, 9),
      changed: [3, 8, 99],
    });
    expect(allInside(element, 'mark').map((mark) => mark.textContent)).to.deep.equal(['ff', '09']);
    await expectAccessible(element);
  });

  it('shows no bytes, one byte, and bytes that are no text', async () => {
    const element = await place('strong-bytes');
    expect(textOf(element)).to.contain('0 bytes');
    element.bytes = Uint8Array.of(0xff);
    await showAs(element, 'text');
    expect(textOf(element)).to.contain('1 byte').and.to.contain('\ufffd');
  });
});
