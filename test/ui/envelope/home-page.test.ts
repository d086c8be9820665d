import { expect } from 'chai';
import '../../../src/ui/envelope/home-page.ts';
import { TEXTS } from '../../../src/ui/envelope/home-texts.ts';
import '../../../src/ui/envelope/strong-kept-file.ts';
import '../../../src/ui/page/strong-snippet.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { clearShelf, pageContext } from '../context.ts';
import { drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-home-page'];

const keptOf = (page: Page) => inside<HTMLElementTagNameMap['strong-kept-file']>(page, 'strong-kept-file');

const decryptButtonOf = (page: Page) => inside<HTMLButtonElement>(keptOf(page), '#decrypt');

async function idle(page: Page): Promise<void> {
  await until(() => inside(page, '#encrypt-sample').getAttribute('aria-disabled') === 'false');
  await drawn(page);
}

async function open(context: PageContext): Promise<Page> {
  const page = await place('strong-home-page', { context });
  await until(() => !page.isLoading);
  return page;
}

async function encryptedSample(context: PageContext): Promise<Page> {
  const page = await open(context);
  inside(page, '#encrypt-sample').click();
  await until(() => page.shadowRoot?.querySelector('strong-kept-file'));
  await idle(page);
  await drawn(keptOf(page));
  return page;
}

describe('strong-home-page', () => {
  let context: PageContext;
  beforeEach(() => (context = pageContext()));
  afterEach(() => clearShelf());

  const full = () => new DOMException('The disk is full.', 'QuotaExceededError');
  const stores: Readonly<Record<string, PageContext['shelf']['keep']>> = {
    'before it takes a byte': () => Promise.reject(full()),
    'in the middle': async (stream) => {
      await stream.pipeTo(new WritableStream({ write: () => Promise.reject(full()) }));
      throw new Error('not reached');
    },
  };
  for (const [when, keep] of Object.entries(stores))
    it(`shows the error of a storage that fails ${when}, and can encrypt again`, async () => {
      const page = await open({ ...context, shelf: { last: () => Promise.resolve(undefined), keep } });
      inside(page, '#encrypt-sample').click();
      await until(() => page.shadowRoot?.querySelector('strong-problem'));
      await idle(page);
      expect(textOf(inside(page, 'strong-problem'))).to.contain('QuotaExceededError');
      page.context = context;
      await drawn(page);
      inside(page, '#encrypt-sample').click();
      await until(() => page.shadowRoot?.querySelector('strong-kept-file'));
      await idle(page);
    });

  it('encrypts the sample, decrypts it, and is accessible', async () => {
    const page = await open(context);
    expect(inside(page, 'h1').textContent).to.equal(TEXTS.title);
    inside(page, '#encrypt-sample').click();
    await until(() => page.shadowRoot?.querySelector('strong-kept-file'));
    await idle(page);
    expect(inside(page, 'h1').textContent).to.match(/^letter\.txt encrypted: /);
    expect(decryptButtonOf(page).textContent.trim()).to.equal(TEXTS.keptFile.decryptAgain);
    expect(keptOf(page).shadowRoot?.activeElement).to.equal(decryptButtonOf(page));
    decryptButtonOf(page).click();
    await until(() => textOf(page).includes('To the reader of this letter'));
    await idle(page);
    expect(inside(page, 'h1').textContent).to.match(/^letter\.txt decrypted: /);
    expect(decryptButtonOf(page).textContent.trim()).to.equal(TEXTS.keptFile.decryptAgain);
    await expectAccessible(page);
  });

  it('shows the error of a decryption, and no result of an earlier one', async () => {
    const page = await encryptedSample(context);
    decryptButtonOf(page).click();
    await until(() => textOf(page).includes('To the reader of this letter'));
    await idle(page);
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/playground' });
    await context.kms.disableKey({ KeyId: KeyMetadata?.KeyId ?? '' });
    decryptButtonOf(page).click();
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    await idle(page);
    expect(inside(page, 'h1').textContent).to.equal(TEXTS.title);
    expect(textOf(page)).not.to.contain('To the reader of this letter');
  });

  it('shows nothing of another Region or caller: neither a file nor the output of the code example', async () => {
    const page = await encryptedSample(context);
    page.context = { ...context };
    await drawn(page);
    expect(inside(page, 'h1').textContent).to.equal(TEXTS.title);
    expect(page.shadowRoot?.querySelector('.calls')).to.equal(null);
    const snippet = inside<HTMLElementTagNameMap['strong-snippet']>(page, 'strong-snippet');
    snippet.dispatchEvent(new CustomEvent('strong-run'));
    await until(() => snippet.printed !== undefined);
    expect(snippet.calls).not.to.deep.equal([]);
    await idle(page);
    snippet.dispatchEvent(new CustomEvent('strong-run'));
    page.context = { ...context };
    await idle(page);
    expect(snippet.printed).to.equal(undefined);
    expect(snippet.calls).to.deep.equal([]);
  });
});
