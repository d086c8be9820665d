import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import { handOver, takeOver } from '../../../src/ui/envelope/hand-over.ts';
import '../../../src/ui/envelope/inspector-page.ts';
import { TEXTS as INSPECTOR } from '../../../src/ui/envelope/inspector-texts.ts';
import '../../../src/ui/envelope/playground-page.ts';
import { TEXTS } from '../../../src/ui/envelope/playground-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** Clicks a link without leaving the test. Returns its address. */
function follow(link: HTMLAnchorElement): string {
  link.addEventListener('click', (event) => event.preventDefault(), { once: true });
  link.click();
  return link.getAttribute('href') ?? '';
}

const given = async (to: 'inspector' | 'playground') => {
  const file = takeOver(to);
  return file && { name: file.name, bytes: toBase64(new Uint8Array(await file.blob.arrayBuffer())) };
};

describe('links between Playground and Inspector', function () {
  this.timeout(60_000);
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  it('hand a file over once, to the page that it is for', async () => {
    handOver('inspector', { name: 'a', blob: new Blob(['x']) });
    expect(await given('playground')).to.equal(undefined);
    expect((await given('inspector'))?.name).to.equal('a');
    expect(await given('inspector')).to.equal(undefined);
  });

  it('open the Inspector with the ciphertext of the Playground, and the Playground with that of the Inspector', async () => {
    const context = pageContext();
    const page = await place('strong-playground-page', { context, what: 'text' });
    expect(page.shadowRoot?.querySelector('.inspect')).to.equal(null);
    inside(inside(page, 'strong-text-form'), '#encrypt').click();
    await until(() => page.shadowRoot?.querySelector('.inspect'));
    const { text } = page.ciphertext;
    const address = follow(inside<HTMLAnchorElement>(page, '.inspect'));
    // No address has content.
    expect(address).to.equal('#/inspector');
    const inspector = await place('strong-inspector-page', { context });
    await until(() => inspector.shadowRoot?.querySelector('#format'));
    expect(textOf(inspector)).to.contain(INSPECTOR.format['ciphertext-blob']);
    await expectAccessible(inspector);
    sessionStorage.clear();
    expect(follow(inside<HTMLAnchorElement>(inspector, '#playground'))).to.equal('#/playground');
    const again = await place('strong-playground-page', { context, what: 'text' });
    await until(() => again.ciphertext.text === text);
  });

  it('open the Inspector with the encrypted file of a run, and the Playground with the changed copy', async () => {
    const context = pageContext();
    const { Arn = '' } = await newKey(context);
    const { stream } = createEnvelope(() => context.kms).encrypt(new Blob(['content']), { keyIds: [Arn] });
    const blob = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
    const page = await place('strong-playground-page', { context, what: 'file' });
    Reflect.set(globalThis, 'showSaveFilePicker', undefined);
    await context.kms.disableKey({ KeyId: Arn });
    const form = inside<HTMLElementTagNameMap['strong-file-form']>(page, 'strong-file-form');
    const drop = allInside(form, 'strong-file-drop')[1];
    drop?.dispatchEvent(new CustomEvent('strong-file', { detail: { file: new File([blob], 'a.encrypted') } }));
    // A file that was refused can be inspected too.
    await until(() => page.shadowRoot?.querySelector('strong-problem') && page.shadowRoot.querySelector('.inspect'));
    expect(textOf(page)).to.contain(TEXTS.inspect('a.encrypted'));
    follow(inside<HTMLAnchorElement>(page, '.inspect'));
    const inspector = await place('strong-inspector-page', { context });
    await until(() => inspector.shadowRoot?.querySelector('#playground'));
    expect(follow(inside<HTMLAnchorElement>(inspector, '#playground'))).to.equal('#/playground/file');
    const again = await place('strong-playground-page', { context, what: 'file' });
    const formAgain = inside(again, 'strong-file-form');
    await until(() => formAgain.shadowRoot?.querySelector('#decrypt-again'));
    expect(inside(formAgain, '#decrypt-again').textContent.trim()).to.equal(TEXTS.files.decryptAgain('a.encrypted'));
    await drawn(again);
    await expectAccessible(again);
  });
});
