import { expect } from 'chai';
import '../../../src/ui/key/key-page.ts';
import { PAGE_TITLE, type PageContext } from '../../../src/ui/page/page-context.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { TEXTS as KIT_TEXTS } from '../../../src/ui/kit/kit-texts.ts';
import type { Announcement } from '../../../src/ui/kit/announce.ts';
import { KEY_CHANGED } from '../../../src/ui/page/strong-key-tab.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

const { actions, tabs } = TEXTS;

type Page = HTMLElementTagNameMap['strong-key-page'];

async function open(context: PageContext, keyId: string, tab = ''): Promise<Page> {
  const page = await place('strong-key-page', { context, keyId, tab });
  await until(() => allInside(page, 'nav a').length > 0 || page.shadowRoot?.querySelector('strong-problem'));
  await until(() => !textOf(page).includes('Loading…'));
  return page;
}

const menuOf = (page: Page) => inside<HTMLElementTagNameMap['strong-key-actions']>(page, 'strong-key-actions');

/** Chooses an action from the menu. */
function choose(page: Page, name: string): void {
  const item = allInside<HTMLButtonElement>(menuOf(page), '[role=menuitem]').find(
    (one) => one.textContent.trim() === name,
  );
  expect(item, `no ${name}`).to.exist;
  item?.click();
}

const press = (element: Element, name: string): void => {
  const button = allInside<HTMLButtonElement>(element, 'button').find((one) => one.textContent.trim() === name);
  expect(button, `no ${name}`).to.exist;
  button?.focus();
  button?.click();
};

/** Everything that the page says about missing tabs. */
const absent = (page: Page): string =>
  allInside(page, '.absent')
    .map(({ textContent }) => textContent)
    .join(' ');

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
    expect(absent(page)).to.contain(`${tabs.publicKey}. ${TEXTS.publicKey.noneSymmetric}`);
    expect(inside(page, 'nav [aria-current]').textContent).to.contain(tabs.general);
    expect(allInside(page, 'header a')).to.have.length(1);
    await expectAccessible(page);
  });

  it('shows those of an asymmetric key, which neither rotates nor seals in the playground', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const page = await open(context, KeyId);
    expect(namesOf(page)).to.include(tabs.publicKey).and.not.to.include(tabs.rotation);
    expect(absent(page)).to.contain(TEXTS.rotation.asymmetric);
    expect(allInside(page, 'header a')).to.deep.equal([]);
  });

  it('names the key and the tab for the title of the window', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
    const titles: unknown[] = [];
    const note = (event: Event) => titles.push((event as CustomEvent).detail);
    document.addEventListener(PAGE_TITLE.name, note);
    const page = await open(context, KeyId);
    expect([titles[0], titles.at(-1)]).to.deep.equal([KeyId, 'alias/app']);
    page.tab = 'tags';
    await drawn(page);
    expect(titles.at(-1)).to.equal(TEXTS.page.title('alias/app', tabs.tags));
    document.removeEventListener(PAGE_TITLE.name, note);
  });

  it('keeps a tab that was asked for by its address, to say why it is empty', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const page = await open(context, KeyId, 'rotation');
    expect(namesOf(page)).to.include(tabs.rotation);
    expect(textOf(inside(page, 'strong-key-rotation-tab'))).to.contain(TEXTS.rotation.hmac);
  });

  it('names missing tabs once: below the first tab, and not below the others', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    const page = await open(context, KeyId);
    expect(allInside(page, '.absent summary').map(({ textContent }) => textContent)).to.deep.equal([
      TEXTS.page.absentTabs([tabs.material, tabs.publicKey, tabs.regionality]),
    ]);
    page.tab = 'tags';
    await drawn(page);
    expect(absent(page)).to.equal('');
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
    choose(page, actions.names.disable);
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
    await context.kms.disableKey({ KeyId });
    KEY_CHANGED.dispatch(tab);
    await until(() => textOf(inside(page, 'header')).includes('Disabled'));
    await until(() => textOf(tab).includes(TEXTS.general.disabled));
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

  it('shows nothing of a key that was deleted while its page was open', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
    const page = await open(context, KeyId);
    await context.kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    await until(() => allInside(page, '.pending').length === 1);
    await context.strongroom.sandbox.clock.advance(8 * 86_400);
    await until(() => allInside(page, 'strong-problem').length === 1);
    await drawn(page);
    expect(allInside(page, '.pending, nav a, strong-key-actions, strong-key-general-tab')).to.deep.equal([]);
    expect(textOf(inside(page, 'h1'))).to.equal(KeyId);
    await expectAccessible(page);
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

  describe('its actions', () => {
    it('disable and enable the key, and say so', async () => {
      const context = pageContext();
      const { KeyId = '' } = await newKey(context);
      const page = await open(context, KeyId, 'tags');
      const said = next<Announcement>(page, 'strong-announce');
      choose(page, actions.names.disable);
      expect((await said).detail.text).to.equal(KIT_TEXTS.toast.spokenWithUndo(`${KeyId}: ${actions.disabled}`));
      await until(() => menuOf(page).state === 'Disabled');
      expect(inside(page, 'header').className).to.equal('Disabled');
      choose(page, actions.names.enable);
      await until(() => menuOf(page).state === 'Enabled');
    });

    it('show the effects of a deletion first, and then a banner on every tab', async () => {
      const context = pageContext();
      const key = await newKey(context);
      await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: key.KeyId });
      await context.kms.createGrant({ KeyId: key.KeyId, GranteePrincipal: context.caller, Operations: ['Decrypt'] });
      await context.kms.encrypt({ KeyId: key.KeyId, Plaintext: Uint8Array.of(1) });
      const note = { name: 'letter.txt', type: '', size: 1, sealedSize: 1, context: {}, region: context.region };
      const shelf: PageContext['shelf'] = {
        ...context.shelf,
        last: () =>
          Promise.resolve({
            note: { ...note, keyArn: key.Arn, caller: context.caller, sealedAt: 0 },
            sealed: new Blob(),
            lasting: false,
          }),
      };
      const page = await open({ ...context, shelf }, key.KeyId, 'tags');
      choose(page, actions.names.scheduleDeletion);
      const dialog = inside<HTMLElementTagNameMap['strong-delete-key']>(page, 'strong-delete-key');
      await until(() => dialog.effects !== undefined);
      await drawn(dialog);
      expect(dialog.effects).to.deep.include({ grants: { count: 1, isMinimum: false }, files: ['letter.txt'] });
      const facts = allInside(dialog, 'dd').map((one) => one.textContent.trim());
      expect(facts).to.include.members(['alias/app', '1', 'letter.txt']);
      expect(facts).not.to.include(TEXTS.deletion.never);
      await expectAccessible(page);
      inside(dialog, '[type=checkbox]').click();
      await drawn(dialog);
      inside(dialog, '[slot=actions]').click();
      await until(() => allInside(page, '.pending').length === 1);
      await expectAccessible(page);
      page.tab = 'aliases';
      await drawn(page);
      const banner = inside(page, '.pending');
      expect(banner.textContent).to.contain('simulated clock');
      press(page, actions.names.cancelDeletion);
      await until(() => menuOf(page).state === 'Disabled' && allInside(page, '.pending').length === 0);
      // The pressed button is gone: the focus moves to the menu, not to the top of the document.
      await until(() => page.shadowRoot?.activeElement === menuOf(page));
    });

    it('advance the clock to the day of the deletion, and leave the page', async () => {
      const context = pageContext();
      const { KeyId } = await newKey(context);
      await context.kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
      const before = location.hash;
      const page = await open(context, KeyId);
      press(page, actions.names.advance);
      await until(() => location.hash === '#/keys');
      expect((await context.kms.listKeys()).Keys).to.deep.equal([]);
      location.hash = before;
    });

    it('show why one was refused', async () => {
      const context = pageContext();
      const { KeyId } = await newKey(context);
      const arn = 'arn:aws:iam::111122223333:user/reader';
      const statement = {
        Effect: 'Allow',
        Action: ['kms:DescribeKey', 'kms:ListAliases', 'kms:ListResourceTags'],
        Resource: '*',
      };
      await context.strongroom.sandbox.principals.put({
        arn,
        policies: [{ Version: '2012-10-17', Statement: statement }],
      });
      const reader = { ...context, caller: arn, kms: context.strongroom.kms(context.region, arn) };
      const page = await open(reader, KeyId, 'tags');
      choose(page, actions.names.disable);
      await until(() => allInside(page, '.refusal').length === 1);
      expect(textOf(inside(page, '.refusal'))).to.contain('AccessDeniedException');
      choose(page, actions.names.scheduleDeletion);
      const dialog = inside<HTMLElementTagNameMap['strong-delete-key']>(page, 'strong-delete-key');
      await until(() => dialog.effects !== undefined);
      await drawn(dialog);
      expect(textOf(dialog)).to.contain(TEXTS.deletion.refused('AccessDeniedException'));
    });

    it('are not offered for an AWS managed key', async () => {
      const context = pageContext();
      const service = context.strongroom.kms(context.region, context.caller, {
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
      });
      await service.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
      const page = await open(context, 'alias/aws/s3');
      expect(allInside(page, 'strong-key-actions')).to.deep.equal([]);
    });
  });
});
