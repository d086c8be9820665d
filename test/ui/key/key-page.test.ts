import { expect } from 'chai';
import '../../../src/ui/key/key-page.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const { tabs } = TEXTS;

type Page = HTMLElementTagNameMap['strong-key-page'];

async function open(context: PageContext, keyId: string, tab = ''): Promise<Page> {
  const page = await place('strong-key-page', { context, keyId, tab });
  await until(() => allInside(page, 'nav a').length > 0 || page.shadowRoot?.querySelector('strong-problem'));
  await until(() => !textOf(page).includes('Loading…'));
  return page;
}

const namesOf = (page: Page): string[] => allInside(page, 'nav a').map((link) => link.textContent.trim());

describe('strong-key-page', () => {
  it('shows the tabs that a symmetric key has, and names the one that it has not', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
    const page = await open(context, KeyId);
    expect(inside(page, 'h1').textContent).to.contain('alias/app');
    expect(namesOf(page)).to.include.members([
      tabs.general,
      tabs.policy,
      tabs.aliases,
      tabs.tags,
      tabs.rotation,
      tabs.activity,
    ]);
    expect(namesOf(page)).not.to.include(tabs.publicKey);
    expect(inside(page, '.absent').textContent).to.contain(
      `${TEXTS.page.tabNotAvailable(tabs.publicKey)} ${TEXTS.publicKey.noneSymmetric}`,
    );
    expect(inside(page, 'nav [aria-current]').textContent).to.contain(tabs.general);
    expect(allInside(page, 'header a')).to.have.length(1);
    await expectAccessible(page);
  });

  it('shows those of an asymmetric key, which neither rotates nor seals in the playground', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const page = await open(context, KeyId);
    expect(namesOf(page)).to.include(tabs.publicKey).and.not.to.include(tabs.rotation);
    expect(inside(page, '.absent').textContent).to.contain(TEXTS.rotation.asymmetric);
    expect(allInside(page, 'header a')).to.deep.equal([]);
  });

  it('keeps a tab that was asked for by its address, to say why it is empty', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const page = await open(context, KeyId, 'rotation');
    expect(namesOf(page)).to.include(tabs.rotation);
    expect(textOf(inside(page, 'strong-key-rotation-tab'))).to.contain(TEXTS.rotation.hmac);
    expect(allInside(page, '.absent')).to.have.length(1);
  });

  it('loads the key once after an action of its own', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    let described = 0;
    const kms: PageContext['kms'] = {
      ...context.kms,
      call: (operation, ...rest) => {
        if (operation === 'DescribeKey') described += 1;
        return context.kms.call(operation, ...rest);
      },
    };
    const page = await open({ ...context, kms }, KeyId);
    described = 0;
    const noticed = new Promise<void>((resolve) => {
      context.strongroom.onChange(({ changes = [] }) => {
        if (changes !== 'all' && changes.some(({ store }) => store === 'keys')) resolve();
      });
    });
    allInside(inside(page, 'strong-key-general-tab'), 'button')
      .find((button) => button.textContent.trim() === TEXTS.general.disable)
      ?.click();
    await until(
      () => inside(page, 'strong-state').getAttribute('value') === 'Disabled' || textOf(page).includes('Disabled'),
    );
    await noticed;
    // A notice that made the page load again would do so within its settling time.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(described).to.equal(1);
  });

  it('loads again when another client changed the key', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    const page = await open(context, KeyId);
    await context.kms.disableKey({ KeyId });
    await until(() => textOf(page).includes('Disabled'));
  });

  it('looks again when a tab changed the key', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    const page = await open(context, KeyId);
    const tab = inside(page, 'strong-key-general-tab');
    allInside(tab, 'button')
      .find((button) => button.textContent.trim() === TEXTS.general.disable)
      ?.click();
    await until(() => textOf(inside(page, 'header')).includes('Disabled'));
    await until(() => textOf(tab).includes(TEXTS.general.notEnabled));
  });

  it('shows nothing of one key under the name of another', async () => {
    const context = pageContext();
    const first = await newKey(context, { Description: 'the first' });
    const second = await newKey(context, { Description: 'the second' });
    const page = await open(context, first.KeyId ?? '');
    page.keyId = second.KeyId ?? '';
    await drawn(page);
    expect(allInside(page, 'strong-key-general-tab')).to.deep.equal([]);
    await until(() => page.shadowRoot?.querySelector('strong-key-general-tab'));
    await until(() => inside(page, 'strong-key-general-tab').shadowRoot?.querySelector('input'));
    expect(inside<HTMLInputElement>(inside(page, 'strong-key-general-tab'), 'input').value).to.equal('the second');
  });

  it('says that there is no such key, and where there is one', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(pageContext('eu-west-1'));
    const page = await open(context, KeyId);
    expect(textOf(inside(page, 'strong-problem'))).to.contain('NotFoundException');
    const other = { ...context, kms: context.strongroom.kms('eu-west-1') };
    const there = await newKey(other);
    page.keyId = there.KeyId ?? '';
    await until(() =>
      allInside(page, 'strong-problem').some(({ shadowRoot }) => shadowRoot?.querySelector('div > button')),
    );
    await expectAccessible(page);
  });
});
