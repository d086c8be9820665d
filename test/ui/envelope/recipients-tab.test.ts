import { expect } from 'chai';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import '../../../src/ui/envelope/recipients-tab.ts';
import { TEXTS } from '../../../src/ui/envelope/recipients-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-recipients-tab'];

const tableOf = (tab: Tab) => inside<HTMLElementTagNameMap['strong-recipients']>(tab, 'strong-recipients');

/** Lengths, hashes and comparisons of body and header. */
const partsOf = (tab: Tab) =>
  allInside(tab, '.scroll tbody tr').map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent.trim()),
  );

async function created(context: PageContext, keyId: string, format: string): Promise<Tab> {
  const tab = await place('strong-recipients-tab', { context, keyId, pairs: { purpose: 'test' } });
  inside(tab, `input[value=${format}]`).click();
  inside(tab, 'form .primary').click();
  await until(() => tab.shadowRoot?.querySelector('strong-recipients'));
  await drawn(tab);
  return tab;
}

async function add(tab: Tab, keyId: string): Promise<void> {
  type(inside<HTMLInputElement>(tab, '#add-key'), keyId);
  inside<HTMLButtonElement>(tab, 'form.row button').click();
  await until(() => textOf(tab).includes(TEXTS.added) || tab.shadowRoot?.querySelector('strong-problem'));
  await drawn(tab);
}

async function twoKeys(context: PageContext): Promise<[string, string]> {
  const [one, two] = [await newKey(context), await newKey(context)];
  return [one.Arn ?? '', two.Arn ?? ''];
}

describe('strong-recipients-tab', () => {
  for (const format of ['json', 'v1'] as const) {
    it(`changes the recipients of a ${format} envelope without touching its body`, async () => {
      const context = pageContext();
      const [one, two] = await twoKeys(context);
      const tab = await created(context, one, format);
      const [bodyBefore, headerBefore] = partsOf(tab);
      expect(bodyBefore?.[2]).to.equal(TEXTS.hashes.first);
      await add(tab, two);
      expect(textOf(tableOf(tab)))
        .to.contain(one)
        .and.to.contain(two);
      const [body, header] = partsOf(tab);
      expect(body).to.deep.equal([bodyBefore?.[0], bodyBefore?.[1], TEXTS.hashes.same]);
      expect(header?.[1]).not.to.equal(headerBefore?.[1]);
      expect(header?.[2]).to.equal(TEXTS.hashes.other);
      await expectAccessible(tab);
      // The new recipient alone opens the same body.
      allInside<HTMLButtonElement>(tableOf(tab), 'button')[0]?.click();
      await until(() => textOf(tab).includes(TEXTS.removed));
      expect(textOf(tableOf(tab))).not.to.contain(one);
      expect(partsOf(tab)[0]?.[1]).to.equal(bodyBefore?.[1]);
      await context.kms.disableKey({ KeyId: one });
      inside(tab, '#decrypt').click();
      await until(() => tab.shadowRoot?.querySelector('strong-bytes'));
      await drawn(tab);
      expect(textOf(tab)).to.contain(TEXTS.content.example);
    });
  }

  it('refuses to change a message of version 2, with the reason', async () => {
    const context = pageContext();
    const [one, two] = await twoKeys(context);
    const tab = await created(context, one, 'v2');
    const before = partsOf(tab);
    await add(tab, two);
    const { problem } = inside<HTMLElementTagNameMap['strong-problem']>(tab, 'strong-problem');
    expect(problem?.name).to.equal('EnvelopeError');
    expect(textOf(tab)).to.contain(TEXTS.why.v2);
    expect(partsOf(tab)).to.deep.equal(before);
    expect(textOf(tableOf(tab))).not.to.contain(two);
    await expectAccessible(tab);
  });

  it('reads a message from a file, and says if a file holds no message', async () => {
    const context = pageContext();
    const [one] = await twoKeys(context);
    const { stream } = createEnvelope(() => context.kms).encrypt(new Blob(['from a file']), { keyIds: [one] });
    const message = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
    const tab = await place('strong-recipients-tab', { context, keyId: one });
    const drop = inside(tab, 'strong-file-drop');
    const give = (file: File) => drop.dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    give(new File(['no envelope'], 'a'));
    await until(() => textOf(tab).includes(TEXTS.noEnvelope));
    give(new File(['{"format":'], 'a.json'));
    await until(() => textOf(tab).includes(TEXTS.noEnvelope));
    give(new File([message], 'a.encrypted'));
    await until(() => tab.shadowRoot?.querySelector('strong-recipients'));
    expect(textOf(tab)).not.to.contain(TEXTS.noEnvelope);
    inside(tab, '#decrypt').click();
    await until(() => textOf(tab).includes('from a file'));
  });

  it('removes one of two equal recipients', async () => {
    const context = pageContext();
    const [one] = await twoKeys(context);
    const tools = await createEnvelope(() => context.kms).loadTools();
    const { recipients, ...document } = await tools.encryptJson(Uint8Array.of(1), { keyIds: [one] });
    const twice = { ...document, recipients: [...recipients, ...recipients] };
    const tab = await place('strong-recipients-tab', { context, keyId: one });
    // As an editor saves it: with a byte order mark, and an empty line first.
    const file = new File([`\ufeff\n${JSON.stringify(twice)}`], 'a.json');
    inside(tab, 'strong-file-drop').dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    await until(() => tab.shadowRoot?.querySelector('strong-recipients'));
    await drawn(tableOf(tab));
    allInside<HTMLButtonElement>(tableOf(tab), 'button')[0]?.click();
    await until(() => textOf(tab).includes(TEXTS.removed));
    expect(tableOf(tab).keys).to.have.length(1);
    expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
  });

  it('removes the decrypted content when the next decryption fails, and the error for another caller', async () => {
    const context = pageContext();
    const [one] = await twoKeys(context);
    const tab = await created(context, one, 'json');
    inside(tab, '#decrypt').click();
    await until(() => tab.shadowRoot?.querySelector('strong-bytes'));
    await drawn(tab);
    await context.kms.disableKey({ KeyId: one });
    inside(tab, '#decrypt').click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    expect(tab.shadowRoot?.querySelector('strong-bytes')).to.equal(null);
    tab.context = { ...context };
    await drawn(tab);
    expect(tab.shadowRoot?.querySelector('strong-problem, strong-call')).to.equal(null);
    expect(tableOf(tab).keys).to.have.length(1);
  });

  it('keeps a key pair and its text when another one cannot be generated', async () => {
    const context = pageContext();
    const [one, two] = await twoKeys(context);
    const panel = await place('strong-key-pair-panel', { context, keyId: one });
    inside(panel, '#generate').click();
    await until(() => panel.shadowRoot?.querySelector('#encrypt'));
    await until(() => textOf(panel).includes(TEXTS.pair.generated));
    inside(panel, '#encrypt').click();
    await until(() => panel.shadowRoot?.querySelector('#open'));
    await until(() => inside(panel, '#open').getAttribute('aria-disabled') === 'false');
    await context.kms.disableKey({ KeyId: two });
    panel.keyId = two;
    inside(panel, '#generate').click();
    await until(() => panel.shadowRoot?.querySelector('strong-problem'));
    await until(() => inside(panel, '#open').getAttribute('aria-disabled') === 'false');
    inside(panel, '#open').click();
    await until(() => textOf(panel).includes(TEXTS.pair.opened));
    expect(inside(panel, 'output').textContent).to.equal(TEXTS.pair.example);
  });
});
