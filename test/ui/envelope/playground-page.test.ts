import { expect } from 'chai';
import { fromBase64 } from '../../../src/base/base64.ts';
import { toHex } from '../../../src/base/hex.ts';
import { TEXTS as PICTURE_TEXTS } from '../../../src/ui/envelope/picture-texts.ts';
import '../../../src/ui/envelope/playground-page.ts';
import type { PlaygroundOperation } from '../../../src/ui/envelope/playground-operation.ts';
import { TEXTS } from '../../../src/ui/envelope/playground-texts.ts';
import { TEXTS as KIT_TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import { TEXTS as CAUSE_TEXTS } from '../../../src/ui/page/ciphertext-cause-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-playground-page'];

const open = (context: PageContext, what = 'text') => place('strong-playground-page', { context, what });

const formOf = (page: Page) => inside<HTMLElementTagNameMap['strong-text-form']>(page, 'strong-text-form');

const fieldOf = (page: Page, field: 'plaintext' | 'ciphertext') =>
  inside<HTMLElementTagNameMap['strong-byte-field']>(formOf(page), `#${field}`);

const enter = (page: Page, field: 'plaintext' | 'ciphertext', text: string): void =>
  type(inside<HTMLTextAreaElement>(fieldOf(page, field), 'textarea'), text);

const press = (page: Page, button: 'encrypt' | 'decrypt'): void => inside(formOf(page), `#${button}`).click();

/** Waits until the page and its form show what was entered. */
async function settled(page: Page): Promise<void> {
  await drawn(page);
  await drawn(formOf(page));
}

async function encrypted(context: PageContext): Promise<Page> {
  const page = await open(context);
  press(page, 'encrypt');
  await until(() => page.ciphertext.text !== '');
  return page;
}

const fileFormOf = (page: Page) => inside<HTMLElementTagNameMap['strong-file-form']>(page, 'strong-file-form');

const pairsOf = (page: Page) => inside<HTMLElementTagNameMap['strong-pairs']>(page, 'strong-pairs');

describe('strong-playground-page', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  it('restores the fields on the next visit in this tab', async () => {
    const context = pageContext();
    const page = await encrypted(context);
    enter(page, 'plaintext', 'Attack at noon.');
    type(allInside<HTMLInputElement>(pairsOf(page), 'input')[1] as HTMLInputElement, 'test');
    const { ciphertext } = page;
    page.remove();
    const again = await open(context);
    expect(again.plaintext).to.deep.equal({ form: 'text', text: 'Attack at noon.' });
    expect(again.ciphertext).to.deep.equal(ciphertext);
    expect(again.pairs).to.deep.equal({ purpose: 'test' });
    await expectAccessible(again);
  });

  it('ignores a stored value that is not a draft', async () => {
    sessionStorage.setItem('strongroom.draft.playground', '{"key":1}');
    const { plaintext, ciphertext } = await open(pageContext());
    expect([plaintext.text, ciphertext.text]).to.deep.equal([TEXTS.plaintext.example, '']);
  });

  it('sends nothing while two pairs have the same name', async () => {
    const context = pageContext();
    const page = await open(context);
    const pairs = pairsOf(page);
    allInside<HTMLButtonElement>(pairs, 'button').at(-1)?.click();
    await drawn(pairs);
    type(allInside<HTMLInputElement>(pairs, 'input')[2] as HTMLInputElement, 'purpose');
    press(page, 'encrypt');
    await drawn(pairs);
    expect(textOf(pairs)).to.contain(KIT_TEXTS.pairs.nameUsedTwice('purpose'));
    const { events } = await context.strongroom.sandbox.events.query({ operation: 'Encrypt' });
    expect(events).to.deep.equal([]);
  });

  it('removes the plaintext when its ciphertext is changed', async () => {
    const page = await encrypted(pageContext());
    press(page, 'decrypt');
    await until(() => page.shadowRoot?.querySelector('#opened'));
    enter(page, 'ciphertext', 'AQ==');
    await drawn(page);
    expect(page.shadowRoot?.querySelector('#opened, strong-call')).to.equal(null);
  });

  it('removes the plaintext of an earlier run when the next one fails or encrypts', async () => {
    const context = pageContext();
    const page = await encrypted(context);
    const decryptOnce = async () => {
      await settled(page);
      press(page, 'decrypt');
      await until(() => page.shadowRoot?.querySelector('#opened'));
    };
    await decryptOnce();
    const { ciphertext } = page;
    press(page, 'encrypt');
    await until(() => page.ciphertext !== ciphertext);
    await drawn(page);
    expect(page.shadowRoot?.querySelector('#opened')).to.equal(null);
    await decryptOnce();
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: page.key });
    await context.kms.disableKey({ KeyId: KeyMetadata?.KeyId ?? '' });
    press(page, 'decrypt');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(page.shadowRoot?.querySelector('#opened')).to.equal(null);
  });

  it('shows no result of a run that another Region or caller has overtaken', async () => {
    const context = pageContext();
    const page = await encrypted(context);
    const operation = Reflect.get(page, 'operation') as PlaygroundOperation;
    for (const button of ['encrypt', 'decrypt'] as const) {
      const { ciphertext } = page;
      await until(() => !operation.isBusy);
      await settled(page);
      press(page, button);
      expect(operation.isBusy).to.equal(true);
      page.context = { ...context, region: 'eu-west-1', kms: context.strongroom.kms('eu-west-1') };
      await until(() => !operation.isBusy);
      await drawn(page);
      expect(page.ciphertext).to.equal(ciphertext);
      expect(page.shadowRoot?.querySelector('#opened, strong-call, strong-run-code, strong-problem')).to.equal(null);
      page.context = context;
    }
  });

  it('removes an error when the input is changed', async () => {
    const page = await open(pageContext());
    enter(page, 'ciphertext', 'AQ==');
    await settled(page);
    press(page, 'decrypt');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    enter(page, 'ciphertext', '');
    await drawn(page);
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
  });

  for (const [what, field, text] of [
    ['an empty plaintext', 'plaintext', ''],
    ['a plaintext over the maximum', 'plaintext', 'a'.repeat(4097)],
    ['a ciphertext that is not base64', 'ciphertext', '!!!'],
  ] as const) {
    it(`shows an error at the field for ${what}, and sends nothing`, async () => {
      const context = pageContext();
      const page = await open(context);
      enter(page, field, text);
      await settled(page);
      press(page, field === 'plaintext' ? 'encrypt' : 'decrypt');
      await settled(page);
      await drawn(fieldOf(page, field));
      expect(inside(fieldOf(page, field), '#problem').textContent).not.to.equal('');
      expect(formOf(page).shadowRoot?.activeElement).to.equal(fieldOf(page, field));
      expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
      const { events } = await context.strongroom.sandbox.events.query({});
      // The page itself reads the names of the keys.
      expect(events.map(({ record }) => record.eventName).filter((name) => name !== 'ListAliases')).to.deep.equal([]);
      await expectAccessible(page);
    });
  }

  it('reads a ciphertext in hex', async () => {
    const page = await encrypted(pageContext());
    const hex = toHex(fromBase64(page.ciphertext.text));
    enter(page, 'ciphertext', hex);
    await settled(page);
    await drawn(fieldOf(page, 'ciphertext'));
    allInside<HTMLButtonElement>(fieldOf(page, 'ciphertext'), '.twice button')[0]?.click();
    await settled(page);
    expect(page.ciphertext).to.deep.equal({ form: 'hex', text: hex });
    press(page, 'decrypt');
    await until(() => page.shadowRoot?.querySelector('#opened'));
  });

  it('tells the cause of a refused ciphertext, which AWS does not', async () => {
    const page = await encrypted(pageContext());
    type(allInside<HTMLInputElement>(pairsOf(page), 'input')[1] as HTMLInputElement, 'Playground');
    press(page, 'decrypt');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    const problem = inside<HTMLElementTagNameMap['strong-problem']>(page, 'strong-problem');
    expect(problem.problem).to.include({ name: 'InvalidCiphertextException', message: '' });
    expect(problem.cause).to.equal(CAUSE_TEXTS.otherValue('purpose', 'Playground', 'playground'));
    expect(allInside(problem, '.cause')).to.have.length(1);
  });

  it('shows no picture of an earlier file when decrypting another one fails', async () => {
    const page = await open(pageContext(), 'file');
    const picture = inside<HTMLElementTagNameMap['strong-envelope-picture']>(page, 'strong-envelope-picture');
    // The save dialog of the browser needs a person: what comes before it is what an earlier file left behind.
    const operation = Reflect.get(page, 'operation') as PlaygroundOperation;
    operation.show({ run: { direction: 'encrypt', file: { name: 'a' }, context: {}, calls: [], done: 4 } });
    await drawn(page);
    expect(picture.run).to.not.equal(undefined);
    const drop = allInside(fileFormOf(page), 'strong-file-drop')[1];
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file: new File(['no message'], 'b.encrypted') } }));
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    await drawn(page);
    expect(picture.run).to.equal(undefined);
  });

  it('takes files dropped anywhere in the window: encrypts them, or decrypts encrypted ones', async () => {
    const page = await open(pageContext(), 'file');
    const batchOf = async (...names: string[]) => {
      const dataTransfer = new DataTransfer();
      for (const name of names) dataTransfer.items.add(new File(['no message'], name));
      const event = new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true });
      document.body.dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(true);
      await until(() => textOf(page).includes(names[0] ?? ''));
      return textOf(page);
    };
    expect(await batchOf('a.txt', 'b.encrypted')).to.contain('a.txt');
    await until(() => textOf(page).includes('b.encrypted.encrypted'));
    expect(await batchOf('c.encrypted', 'd.encrypted')).not.to.contain('c.encrypted.encrypted');
    // A list stays until it is closed.
    expect(textOf(page)).to.contain('a.txt');
  });

  it('saves the content under the original name, whatever the encrypted file is called later', async () => {
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    const saved: { readonly name: string; readonly blob: Promise<Blob> }[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.blob()) });
    };
    try {
      const page = await open(pageContext(), 'file');
      const [plain, encrypted] = allInside(fileFormOf(page), 'strong-file-drop');
      const give = async (to: HTMLElement | undefined, file: File) => {
        const before = saved.length;
        to?.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
        await until(() => saved.length > before && page.shadowRoot?.querySelector('.done strong-icon'));
        const last = saved.at(-1);
        return { name: last?.name, blob: await last?.blob };
      };
      const file = new File(['FROM scratch'], 'Dockerfile', { type: 'text/plain' });
      const stored = await give(plain, file);
      expect(stored.name).to.equal('Dockerfile.encrypted');
      const decrypted = await give(encrypted, new File([stored.blob ?? ''], 'renamed.bin'));
      expect(decrypted.name).to.equal('Dockerfile');
      // The code of the run reads the encrypted file.
      await drawn(page);
      const { file: run } = inside<HTMLElementTagNameMap['strong-run-code']>(page, 'strong-run-code');
      expect(run).to.include({ direction: 'decrypt', file: 'renamed.bin' });
      // Of this type, browsers add no extension to the name.
      expect(decrypted.blob?.type).to.equal('application/octet-stream');
      expect(await decrypted.blob?.text()).to.equal('FROM scratch');
      // Without the pair, the name of the encrypted file counts.
      inside(fileFormOf(page), '#store-name').click();
      const unnamed = await give(plain, file);
      expect((await give(encrypted, new File([unnamed.blob ?? ''], 'other.encrypted'))).name).to.equal('other');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it('shows no plaintext data key after a cancellation, and says that it was canceled', async () => {
    const context = pageContext();
    const page = await open(context, 'file');
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    const drop = allInside(fileFormOf(page), 'strong-file-drop')[0];
    const file = new File([new Uint8Array(63 * 1024 * 1024)], 'big');
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    await until(() => page.shadowRoot?.querySelector('strong-progress'));
    inside(page, 'strong-progress').dispatchEvent(new Event('strong-cancel'));
    await until(() => page.shadowRoot?.querySelector('.done'));
    expect(textOf(page)).to.contain(TEXTS.files.canceled);
    await drawn(page);
    expect(textOf(page)).not.to.contain(PICTURE_TEXTS.dataKey.plaintext);
    expect(page.shadowRoot?.querySelector('strong-call')).to.equal(null);
  });
});
