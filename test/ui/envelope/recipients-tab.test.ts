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
});
