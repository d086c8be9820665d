import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import '../../../src/ui/envelope/inspector-page.ts';
import { faultText } from '../../../src/ui/envelope/fault-texts.ts';
import { TEXTS } from '../../../src/ui/envelope/inspector-texts.ts';
import { TEXTS as KIT_TEXTS } from '../../../src/ui/page/page-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-inspector-page'];

const open = (context = pageContext()) => place('strong-inspector-page', { context });

const gridOf = (page: Page) => inside<HTMLElementTagNameMap['strong-byte-grid']>(page, 'strong-byte-grid');
const listOf = (page: Page) => inside<HTMLElementTagNameMap['strong-field-list']>(page, 'strong-field-list');
const changesOf = (page: Page) => inside<HTMLElementTagNameMap['strong-byte-changes']>(page, 'strong-byte-changes');

/** Waits until the page shows a map and is idle. */
async function shown(page: Page): Promise<void> {
  await until(() => page.shadowRoot?.querySelector('strong-byte-grid'));
  await idle(page);
}

async function idle(page: Page): Promise<void> {
  await drawn(page);
  await until(() => !inside<HTMLButtonElement>(page, '#inspect').disabled);
  for (const element of [page, gridOf(page), listOf(page), changesOf(page)]) await drawn(element);
}

async function sample(context: PageContext = pageContext()): Promise<Page> {
  const page = await open(context);
  inside(page, '#sample').click();
  await shown(page);
  return page;
}

async function paste(page: Page, text: string): Promise<void> {
  type(inside<HTMLTextAreaElement>(page, 'textarea'), text);
  inside(page, '#inspect').click();
  await drawn(page);
}

const heading = (page: Page) => inside(page, '#format').textContent.trim();

const selectedName = (page: Page) => textOf(inside(listOf(page), '[aria-selected=true] > span'));

/** Selects the field at `index` of those with this name. */
async function select(page: Page, name: string, index = 0): Promise<void> {
  const found = listOf(page)
    .fields.map((field, at) => ({ field, at }))
    .filter(({ field }) => field.name === name)[index];
  expect(found, `there is no field ${name}`).to.exist;
  allInside(listOf(page), '[role=option]')[found!.at]!.click();
  await idle(page);
}

async function change(page: Page, kind: string): Promise<void> {
  inside(changesOf(page), `#${kind}`).click();
  await idle(page);
}

async function decrypt(page: Page): Promise<string> {
  inside(page, '#decrypt').click();
  await until(() => page.shadowRoot?.querySelector('#check ~ strong-problem, #check ~ .done'));
  await idle(page);
  return textOf(inside(page, 'section[aria-labelledby=check]'));
}

describe('strong-inspector-page', () => {
  it('is accessible without input, with a message, and with a failed decryption', async () => {
    const page = await open();
    await expectAccessible(page);
    inside(page, '#sample').click();
    await shown(page);
    await expectAccessible(page);
    await change(page, 'flip');
    await decrypt(page);
    await expectAccessible(page);
  });

  it('shows the fields and bytes of a sample message', async () => {
    const page = await sample();
    expect(heading(page)).to.equal(TEXTS.format.message);
    const { fields } = listOf(page);
    expect(fields.filter(({ name }) => name === 'frame tag')).to.have.length.greaterThan(2);
    const bytes = allInside(gridOf(page), '.byte');
    expect(bytes.length).to.equal(Math.min(1024, gridOf(page).size));
    expect(bytes[0]!.textContent).to.equal('02');
  });

  it('moves between fields by arrow keys, in the list and in the grid', async () => {
    const page = await sample();
    const press = async (element: HTMLElement, key: string) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      await idle(page);
      return listOf(page).selected;
    };
    const list = inside(listOf(page), '[role=listbox]');
    const grid = inside(gridOf(page), '.grid');
    expect(await press(list, 'ArrowDown')).to.equal(1);
    expect(await press(grid, 'ArrowRight')).to.equal(2);
    expect(await press(grid, 'ArrowUp')).to.equal(1);
    expect(await press(list, 'End')).to.equal(listOf(page).fields.length - 1);
    expect(list.getAttribute('aria-activedescendant')).to.equal(inside(listOf(page), '[aria-selected=true]').id);
    expect(await press(grid, 'Home')).to.equal(0);
    expect(selectedName(page)).to.equal('Format version');
  });

  it('selects the field of a byte, and marks its bytes by more than color', async () => {
    const page = await sample();
    allInside(gridOf(page), '.byte')[4]!.click();
    await idle(page);
    expect(selectedName(page)).to.equal('Message ID');
    const selected = allInside(gridOf(page), '.byte.selected');
    expect(selected).to.have.length(32);
    expect(getComputedStyle(selected[0]!).fontWeight).to.equal('700');
    expect(getComputedStyle(selected[0]!).borderLeftStyle).to.equal('solid');
    expect(textOf(inside(page, 'strong-field-detail'))).to.contain('Random bytes that bind header and frames');
  });

  it('decrypts the original without an error', async () => {
    const page = await sample();
    expect(await decrypt(page)).to.contain('Decryption succeeded');
  });

  for (const [field, error] of [
    ['frame tag', 'FrameAuthentication'],
    ['header tag', 'HeaderAuthentication'],
    ['encrypted data key', 'InvalidCiphertextException'],
  ] as const) {
    it(`shows the error and the cause after a bit of the ${field} was flipped`, async () => {
      const page = await sample();
      await select(page, field);
      const { selected } = gridOf(page);
      await change(page, 'flip');
      expect(allInside(gridOf(page), '.byte.changed').map(({ dataset }) => Number(dataset.at))).to.deep.equal([
        selected!.offset + selected!.length - 1,
      ]);
      const text = await decrypt(page);
      const problem = inside<HTMLElementTagNameMap['strong-problem']>(page, 'strong-problem').problem!;
      expect(text).to.contain(problem.message);
      if (error === 'InvalidCiphertextException') expect(problem.name).to.equal(error);
      else expect(problem.words?.happened).not.to.equal(undefined);
      expect(text).to.contain(KIT_TEXTS.problem.sandboxOnly);
      expect(text).to.contain(TEXTS.check.caused('').trim());
      expect(text).to.match(/Bit 0 of byte [\d,]+ was flipped/);
    });
  }

  it('restores the original, which decrypts', async () => {
    const page = await sample();
    await select(page, 'frame tag');
    await change(page, 'flip');
    await change(page, 'restore');
    expect(changesOf(page).changes).to.deep.equal([]);
    expect(allInside(gridOf(page), '.byte.changed')).to.have.length(0);
    expect(await decrypt(page)).to.contain('Decryption succeeded');
  });

  it('shows no decryption by another caller than the one of the page', async () => {
    const context = pageContext();
    const page = await sample(context);
    inside(page, '#decrypt').click();
    page.context = { ...context };
    await idle(page);
    expect(page.shadowRoot?.querySelector('#check ~ strong-problem, #check ~ .done')).to.equal(null);
    expect(await decrypt(page)).to.contain('Decryption succeeded');
  });

  it('says so if two changes cancel each other', async () => {
    const page = await sample();
    await select(page, 'frame tag');
    await change(page, 'flip');
    await change(page, 'flip');
    expect(await decrypt(page)).to.contain(TEXTS.check.canceled);
  });

  it('swaps two frames, and names the frame in the wrong place', async () => {
    const page = await sample();
    await select(page, 'sequence number');
    await change(page, 'swap');
    const fault = faultText({ kind: 'frame-order', expected: 1, found: 2 });
    expect(textOf(inside(page, '.fault'))).to.contain(fault);
    const text = await decrypt(page);
    expect(text).to.contain(TEXTS.changes.swapped('1', '2'));
    expect(text).to.contain(TEXTS.check.layout(fault));
  });

  it('cuts off and removes fields, and shows the fields up to the fault', async () => {
    const page = await sample();
    await select(page, 'frame tag', 1);
    const { selected } = listOf(page);
    await change(page, 'cut');
    expect(listOf(page).fields).to.have.length(selected);
    expect(textOf(inside(page, '.fault'))).to.contain('The input ends inside of the field "Frame tag"');
    expect(await decrypt(page)).to.contain('were cut off');
    await change(page, 'restore');
    await select(page, 'algorithm suite id');
    await change(page, 'remove');
    expect(heading(page)).to.equal(TEXTS.format.message);
    expect(inside(page, '.fault')).to.exist;
    expect(await decrypt(page)).to.contain('2 bytes were removed');
  });

  it('recognizes a pasted ciphertext, and decrypts it with its encryption context', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const { CiphertextBlob } = await context.kms.encrypt({
      KeyId,
      Plaintext: new Uint8Array(5),
      EncryptionContext: { a: 'b' },
    });
    const page = await open(context);
    await paste(page, toBase64(CiphertextBlob!));
    await shown(page);
    expect(heading(page)).to.equal(TEXTS.format['ciphertext-blob']);
    const text = await decrypt(page);
    expect(text).to.contain('InvalidCiphertextException');
    expect(text).to.contain(TEXTS.check.noOriginal);
    expect(text).to.contain(TEXTS.check.verdict['ciphertext-tag']);
    await expectAccessible(page);
  });

  it('says of unknown bytes what was tried, and that nothing is verified', async () => {
    const page = await open();
    await paste(page, '00112233445566778899aabbccddeeff');
    await shown(page);
    expect(heading(page)).to.equal(TEXTS.format.unknown);
    expect(textOf(page)).to.contain(TEXTS.check.notChecked);
    expect(allInside(page, 'details li').length).to.equal(9);
    await expectAccessible(page);
  });

  it('says of an empty file, and of a copy that was cut off in front, that there is nothing', async () => {
    const page = await open();
    const detail = { file: new File([], 'empty.bin') };
    inside(page, 'strong-file-drop').dispatchEvent(new CustomEvent('strong-file', { detail }));
    await shown(page);
    expect(textOf(page)).to.contain(TEXTS.empty).and.not.to.contain(TEXTS.unknown);
    await expectAccessible(page);
    inside(page, '#sample').click();
    await until(() => heading(page) === TEXTS.format.message);
    await idle(page);
    await select(page, 'version');
    await change(page, 'cut');
    expect(textOf(gridOf(page))).to.equal(TEXTS.grid.empty);
    await expectAccessible(page);
    await change(page, 'restore');
    expect(allInside(gridOf(page), '.grid')).to.have.length(1);
  });

  it('shows the first of several PEM blocks, and says so', async () => {
    const page = await open();
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', (pair as CryptoKeyPair).publicKey));
    const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(spki)}\n-----END PUBLIC KEY-----\n`;
    await paste(page, `A key:\n${pem}`);
    await shown(page);
    expect(heading(page)).to.equal(TEXTS.format['public-key']);
    expect(textOf(page)).not.to.contain(TEXTS.blocks('1'));
    await paste(page, pem + pem);
    await idle(page);
    expect(heading(page)).to.equal(TEXTS.format['public-key']);
    expect(textOf(page)).to.contain(TEXTS.blocks('2'));
  });

  it('refuses text that is no encoding of bytes, at the field', async () => {
    const page = await open();
    await paste(page, 'hello, world');
    expect(inside(page, '#paste-error').textContent).to.equal(TEXTS.input.notDecoded);
    expect(page.shadowRoot?.activeElement).to.equal(inside(page, 'textarea'));
    expect(page.shadowRoot?.querySelector('strong-byte-grid')).to.equal(null);
    await expectAccessible(page);
  });

  it('shows a long input by parts', async () => {
    const page = await open();
    await paste(page, '00'.repeat(5000));
    await shown(page);
    const [previous, next] = allInside<HTMLButtonElement>(gridOf(page), '.pager button');
    expect(previous!.disabled).to.equal(true);
    next!.click();
    await until(() => gridOf(page).start === 1024);
    await idle(page);
    expect(allInside(gridOf(page), '.byte')).to.have.length(1024);
    expect(allInside(gridOf(page), '.byte')[0]!.dataset.at).to.equal('1024');
  });
});
