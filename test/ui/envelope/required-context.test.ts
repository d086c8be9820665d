import { expect } from 'chai';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { TEXTS } from '../../../src/ui/envelope/file-form-texts.ts';
import '../../../src/ui/envelope/playground-page.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-playground-page'];

const formOf = (page: Page) => inside<HTMLElementTagNameMap['strong-file-form']>(page, 'strong-file-form');

const reproducedOf = (page: Page) => inside<HTMLElementTagNameMap['strong-pairs']>(formOf(page), 'strong-pairs');

/** Files that the page saved. */
let saved: { readonly name: string; readonly blob: Promise<Blob> }[] = [];
const { click } = HTMLAnchorElement.prototype;

/** Gives a file to one of the two areas. */
function give(page: Page, area: 'encrypt' | 'decrypt', file: File): void {
  const drop = allInside(formOf(page), 'strong-file-drop')[area === 'encrypt' ? 0 : 1];
  drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
}

/** Opens the page for files, and encrypts one whose pair `purpose` is not stored. */
async function encryptedWithoutPurpose(context: PageContext): Promise<{ page: Page; file: File }> {
  const page = await place('strong-playground-page', { context, what: 'file' });
  inside(formOf(page), '#storage input[value=purpose]').click();
  await drawn(page);
  give(page, 'encrypt', new File(['content'], 'a.txt'));
  await until(() => saved.length === 1 && page.shadowRoot?.querySelector('.done'));
  const blob = (await saved[0]?.blob) ?? new Blob();
  saved = [];
  return { page, file: new File([blob], 'a.txt.encrypted') };
}

async function decryptEvents({ strongroom }: PageContext): Promise<number> {
  return (await strongroom.sandbox.events.query({ operation: 'Decrypt' })).events.length;
}

describe('pairs that a file does not store', () => {
  before(() => {
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.blob()) });
    };
  });
  after(() => (HTMLAnchorElement.prototype.click = click));
  beforeEach(() => {
    saved = [];
    sessionStorage.clear();
  });

  it('are asked for on decryption, and nothing is sent without them', async () => {
    const context = pageContext();
    const { page, file } = await encryptedWithoutPurpose(context);
    const { header } = parseMessageLayout(new Uint8Array(await file.arrayBuffer()));
    expect(header.encryptionContext).to.deep.equal({ file: 'a.txt' });
    give(page, 'decrypt', file);
    await until(() => page.shadowRoot?.querySelector('#advice'));
    expect(textOf(page)).to.contain(TEXTS.reproduced.missing(['purpose']));
    expect(await decryptEvents(context)).to.equal(0);
    await drawn(page);
    await drawn(formOf(page));
    await drawn(reproducedOf(page));
    const [name, value] = allInside<HTMLInputElement>(reproducedOf(page), 'input');
    expect(name?.value).to.equal('purpose');
    await expectAccessible(page);
    type(value as HTMLInputElement, 'playground');
    give(page, 'decrypt', file);
    await until(() => saved.length === 1);
    expect(await (await saved[0]?.blob)?.text()).to.equal('content');
    await until(() => page.shadowRoot?.querySelector('.done'));
    expect(page.shadowRoot?.querySelector('#advice')).to.equal(null);
  });

  it('explain a refusal, if they are wrong or the page does not know that they exist', async () => {
    const context = pageContext();
    const { page, file } = await encryptedWithoutPurpose(context);
    give(page, 'decrypt', file);
    await until(() => page.shadowRoot?.querySelector('#advice'));
    await drawn(formOf(page));
    await drawn(reproducedOf(page));
    type(allInside<HTMLInputElement>(reproducedOf(page), 'input')[1] as HTMLInputElement, 'Playground');
    give(page, 'decrypt', file);
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    await until(() => textOf(page).includes(TEXTS.reproduced.refused));
    expect(saved).to.deep.equal([]);
    // Another program wrote this one.
    const { Arn = '' } = await newKey(context);
    const { stream } = createEnvelope(() => context.kms).encrypt(new Blob(['other']), {
      keyIds: [Arn],
      encryptionContext: { tenant: 'a' },
      requiredContextKeys: ['tenant'],
    });
    const foreign = new File([await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob()], 'b');
    const before = await decryptEvents(context);
    give(page, 'decrypt', foreign);
    await until(async () => (await decryptEvents(context)) > before);
    await until(() => textOf(page).includes(TEXTS.reproduced.refused));
    expect(saved).to.deep.equal([]);
    // The advice is that of the refused file alone.
    give(page, 'encrypt', new File(['content'], 'a.txt'));
    await until(() => saved.length === 1 && page.shadowRoot?.querySelector('.done'));
    expect(page.shadowRoot?.querySelector('#advice')).to.equal(null);
  });

  it('does not leave out a pair that was removed from the encryption context', async () => {
    const context = pageContext();
    const page = await place('strong-playground-page', { context, what: 'file' });
    inside(formOf(page), '#storage input[value=purpose]').click();
    await drawn(page);
    const pairs = inside<HTMLElementTagNameMap['strong-pairs']>(page, 'strong-pairs');
    type(allInside<HTMLInputElement>(pairs, 'input')[0] as HTMLInputElement, 'use');
    await drawn(page);
    give(page, 'encrypt', new File(['content'], 'a.txt'));
    await until(() => saved.length === 1);
    const bytes = await ((await saved[0]?.blob) as Blob).arrayBuffer();
    const { encryptionContext } = parseMessageLayout(new Uint8Array(bytes)).header;
    expect(encryptionContext).to.deep.equal({ file: 'a.txt', use: 'playground' });
  });

  it('encrypts for every recipient of the form', async () => {
    const context = pageContext();
    const [one, two] = [await newKey(context), await newKey(context)];
    const page = await place('strong-playground-page', { context, what: 'file', keyId: one.Arn ?? '' });
    const fields = () => inside<HTMLElementTagNameMap['strong-key-fields']>(formOf(page), 'strong-key-fields');
    inside(fields(), '#add').click();
    await drawn(fields());
    type(inside<HTMLInputElement>(fields(), 'input'), two.Arn ?? '');
    await drawn(page);
    await drawn(formOf(page));
    await expectAccessible(page);
    give(page, 'encrypt', new File(['content'], 'a.txt'));
    await until(() => saved.length === 1 && page.shadowRoot?.querySelector('strong-recipients'));
    const blob = (await saved[0]?.blob) as Blob;
    await context.kms.disableKey({ KeyId: one.Arn });
    // The run writes to the ledger before it ends.
    await until(() => !formOf(page).busy);
    give(page, 'decrypt', new File([blob], 'a.txt.encrypted'));
    await until(() => saved.length === 2);
    expect(await (await saved[1]?.blob)?.text()).to.equal('content');
    await until(() => inside(page, 'strong-recipients').shadowRoot?.querySelector('.now'));
    const rows = allInside(inside(page, 'strong-recipients'), 'tbody tr');
    expect(rows.map((row) => row.querySelector('.now') !== null)).to.deep.equal([false, true]);
    await expectAccessible(page);
  });
});
