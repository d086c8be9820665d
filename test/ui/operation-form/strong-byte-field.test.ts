import { expect } from 'chai';
import '../../../src/ui/operation-form/strong-byte-field.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import type { ENTRY } from '../../../src/ui/operation-form/strong-byte-field.ts';
import type { ByteEntry, ByteForm } from '../../../src/ui/operation-form/byte-entry.ts';
import { TEXTS } from '../../../src/ui/operation-form/operation-form-texts.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type } from '../fixture.ts';

type Field = HTMLElementTagNameMap['strong-byte-field'];

const HEX = '30819f300d06092a864886f70d';
const SPKI_PEM = '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQ==\n-----END PUBLIC KEY-----';

/** A field that holds what it is told, as the form does. */
async function field(entry: ByteEntry, members: Partial<Field> = {}): Promise<Field> {
  const element = await place('strong-byte-field', { label: 'Signature', entry, ...members });
  element.addEventListener('strong-entry', (event) => (element.entry = (event as EventOf<typeof ENTRY>).detail.entry));
  return element;
}

function form(element: Field, name: ByteForm): HTMLButtonElement {
  return allInside<HTMLButtonElement>(element, '.forms button').find((button) => button.textContent.trim() === name)!;
}

async function paste(element: Field, text: string): Promise<void> {
  const area = inside<HTMLTextAreaElement>(element, 'textarea');
  area.value = text;
  area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  await drawn(element);
}

describe('strong-byte-field', () => {
  it('is accessible: empty, wrong, and with a file', async () => {
    await expectAccessible(await field({ form: 'base64', text: '' }));
    await expectAccessible(await field({ form: 'hex', text: 'xy' }, { problem: 'This is not hex.', checked: true }));
    await expectAccessible(await field({ form: 'text', text: '', file: new File(['abc'], 'a.txt') }));
  });

  it('writes the same bytes in each form, and counts them', async () => {
    const element = await field({ form: 'text', text: 'héllo' }, { forms: ['text', 'hex', 'base64'], most: 4096 });
    expect(textOf(element)).to.contain(TEXTS.bytes.atMost(6, 4096));
    form(element, 'hex').click();
    await drawn(element);
    expect(element.entry).to.deep.equal({ form: 'hex', text: '68c3a96c6c6f' });
    form(element, 'base64').click();
    await drawn(element);
    expect(element.entry.text).to.equal('aMOpbGxv');
    form(element, 'text').click();
    await drawn(element);
    expect(element.entry).to.deep.equal({ form: 'text', text: 'héllo' });
    expect(form(element, 'text').getAttribute('aria-pressed')).to.equal('true');
  });

  it('leaves what it cannot read as it is written, and bytes that are no text too', async () => {
    const element = await field({ form: 'hex', text: 'fffe' }, { forms: ['text', 'hex'] });
    form(element, 'text').click();
    await drawn(element);
    expect(element.entry).to.deep.equal({ form: 'text', text: 'fffe' });
    element.entry = { form: 'hex', text: 'not hex' };
    await drawn(element);
    expect(textOf(element)).to.contain(TEXTS.bytes.invalid('hex'));
  });

  it('reads what is pasted for what it is: PEM, hex, base64', async () => {
    const element = await field({ form: 'base64', text: '' }, { forms: ['PEM', 'hex', 'base64'] });
    await paste(element, SPKI_PEM);
    expect(element.entry.form).to.equal('PEM');
    expect(textOf(element)).to.contain('13 bytes');
    await paste(element, HEX);
    expect(element.entry.form).to.equal('hex');
    expect(textOf(element)).to.contain('13 bytes');
    await paste(element, 'MIGfMA0GCSqGSIb3DQEBAQ==');
    expect(element.entry.form).to.equal('base64');
    // What is typed stays what the visitor said it is.
    type(inside<HTMLTextAreaElement>(element, 'textarea'), HEX);
    expect(element.entry.form).to.equal('base64');
  });

  it('shows that there are too many bytes at once, and that they cannot be read when the form is checked', async () => {
    const element = await field({ form: 'hex', text: 'a' }, { problem: 'This is not hex.', most: 2 });
    inside(element, 'textarea').dispatchEvent(new Event('change'));
    await drawn(element);
    expect(textOf(element)).not.to.contain('This is not hex.');
    expect(inside(element, 'textarea').getAttribute('aria-invalid')).to.equal('false');
    element.checked = true;
    await drawn(element);
    expect(textOf(element)).to.contain('This is not hex.');
    expect(inside(element, 'textarea').getAttribute('aria-invalid')).to.equal('true');
    Object.assign(element, { checked: false, entry: { form: 'hex', text: '010203' }, problem: 'Too many.' });
    await drawn(element);
    expect(textOf(element)).to.contain('Too many.');
  });

  it('takes a file, names it with its size, and lets it go, with the focus back in the field', async () => {
    const element = await field({ form: 'text', text: 'kept' });
    const file = new File([new Uint8Array(2048)], 'report.pdf');
    inside(element, 'strong-file-drop').dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    await drawn(element);
    expect(element.entry.file).to.equal(file);
    expect(textOf(element)).to.contain('report.pdf').and.to.contain('2 KiB');
    const told = next(element, 'strong-entry');
    inside(element, '.file button').click();
    expect(((await told) as EventOf<typeof ENTRY>).detail.entry).to.deep.equal({ form: 'text', text: 'kept' });
    await drawn(element);
    expect(element.shadowRoot?.activeElement).to.equal(inside(element, 'textarea'));
  });

  it('notices hex that is read as base64 or as text, and reads it as hex on request', async () => {
    for (const form of ['base64', 'text'] as const) {
      const element = await field({ form, text: HEX }, { forms: ['text', 'hex', 'base64'] });
      expect(textOf(element)).to.contain(TEXTS.bytes.readAs('hex'));
      await expectAccessible(element);
      inside<HTMLButtonElement>(element, '.twice button').click();
      await drawn(element);
      expect(element.entry).to.deep.equal({ form: 'hex', text: HEX });
      expect(allInside(element, '.twice')).to.deep.equal([]);
    }
    const base64 = await field({ form: 'hex', text: 'MIGfMA0GCSqGSIb3DQEBAQ==' });
    expect(textOf(base64)).to.contain(TEXTS.bytes.probably('base64'));
    for (const plain of ['1234567890123456', 'Attack at dawn, and not at noon', 'Plain'])
      expect(allInside(await field({ form: 'text', text: plain }, { forms: ['text', 'hex', 'base64'] }), '.twice')).to
        .be.empty;
  });

  it('says that a few bytes are no complete ciphertext', async () => {
    const three = await field({ form: 'hex', text: '010203' }, { usual: 96 });
    expect(textOf(three)).to.contain(TEXTS.bytes.probablyIncomplete(3, 96));
    expect(allInside(await field({ form: 'hex', text: '' }, { usual: 96 }), '.twice')).to.be.empty;
    expect(allInside(await field({ form: 'hex', text: '00'.repeat(96) }, { usual: 96 }), '.twice')).to.be.empty;
  });

  it('warns of bytes that are base64 text again', async () => {
    const twice = btoa(btoa('a ciphertext of some length'));
    expect(textOf(await field({ form: 'base64', text: twice }))).to.contain('encoded twice');
    expect(textOf(await field({ form: 'base64', text: btoa('a ciphertext of some length') }))).not.to.contain(
      'encoded twice',
    );
    expect(textOf(await field({ form: 'text', text: btoa('a text of some length') }))).not.to.contain('encoded twice');
  });
});
