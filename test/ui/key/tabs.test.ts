/** The tabs that came first: general, aliases, tags, activity. */
import { expect } from 'chai';
import { KEY_CHANGED, type StrongKeyTab } from '../../../src/ui/page/strong-key-tab.ts';
import '../../../src/ui/key/tabs.ts';
import { TEXTS } from '../../../src/ui/key/key-texts.ts';
import { CUSTODY_CLASSES } from '../../../src/ui/page/custody.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

const press = (element: Element, words: string): void => {
  const button = allInside<HTMLButtonElement>(element, 'button').find((one) => one.textContent.trim() === words);
  expect(button, `a button ${words}`).to.exist;
  button?.click();
};

const submit = (element: Element): void => inside<HTMLFormElement>(element, 'form').requestSubmit();

const loaded = (tab: Element): Promise<void> => until(() => !textOf(tab).includes(WORDS.loading));

/** Hands the tab what the page would hand it after looking again. */
async function lookAgain(tab: StrongKeyTab): Promise<void> {
  tab.key = await describeKey(tab.context, tab.key);
  await drawn(tab);
}

describe('the general tab', () => {
  it('says what the key is', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const tab = await place('strong-key-general-tab', { context, key });
    await until(() => textOf(tab).includes(CUSTODY_CLASSES.native.means));
    for (const words of [key.Arn ?? '', 'HMAC_256', 'GENERATE_VERIFY_MAC', 'HMAC_SHA_256', 'AWS_KMS'])
      expect(textOf(tab)).to.contain(words);
    expect(textOf(tab)).not.to.contain(TEXTS.facts.materialId);
    await expectAccessible(tab);
  });

  it('says what the state of the key means', async () => {
    const context = pageContext();
    const tab = await place('strong-key-general-tab', { context, key: await newKey(context) });
    await loaded(tab);
    expect(textOf(tab)).to.contain(TEXTS.general.enabled);
    await context.kms.disableKey({ KeyId: tab.key.KeyId });
    await lookAgain(tab);
    expect(textOf(tab)).to.contain(TEXTS.general.disabled);
    await context.kms.scheduleKeyDeletion({ KeyId: tab.key.KeyId });
    await lookAgain(tab);
    expect(textOf(tab)).to.contain(TEXTS.general.pendingDeletion);
  });

  it('saves the description, and shows what AWS says against it', async () => {
    const context = pageContext();
    const tab = await place('strong-key-general-tab', { context, key: await newKey(context) });
    await loaded(tab);
    inside<HTMLInputElement>(tab, '#description').value = 'for the invoices';
    submit(tab);
    await next(tab, KEY_CHANGED.name);
    expect((await describeKey(context, tab.key)).Description).to.equal('for the invoices');
    await context.kms.scheduleKeyDeletion({ KeyId: tab.key.KeyId });
    submit(tab);
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('KMSInvalidStateException');
  });

  it('offers nothing to change on an AWS managed key, and says so', async () => {
    const context = pageContext();
    const tab = await place('strong-key-general-tab', {
      context,
      key: await describeKey(context, { KeyId: 'alias/aws/s3' }),
    });
    await loaded(tab);
    expect(inside(tab, 'p > b').textContent).to.equal('AWS managed key.');
    expect(allInside(tab, 'button, input')).to.deep.equal([]);
    await expectAccessible(tab);
  });

  it('destroys the wrapped copy', async () => {
    const context = pageContext();
    const key = await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const tab = await place('strong-key-general-tab', { context, key });
    await until(() => textOf(tab).includes(CUSTODY_CLASSES.both.means));
    inside(tab, 'strong-custody').dispatchEvent(new Event('strong-drop-wrapped'));
    await next(tab, KEY_CHANGED.name);
    await lookAgain(tab);
    await until(() => textOf(tab).includes(CUSTODY_CLASSES.native.means));
    expect(await context.strongroom.sandbox.custody.get(key.Arn ?? '')).to.deep.equal({
      native: ['ECDSA_SHA_256'],
      wrapped: false,
    });
  });
});

describe('the aliases tab', () => {
  it('creates and deletes', async () => {
    const context = pageContext();
    const key = await newKey(context);
    const tab = await place('strong-key-aliases-tab', { context, key });
    await loaded(tab);
    expect(textOf(tab)).to.contain(TEXTS.aliases.none);
    const field = inside<HTMLInputElement>(tab, '#alias');
    field.value = 'app';
    submit(tab);
    await next(tab, KEY_CHANGED.name);
    expect(
      (await context.kms.listAliases({ KeyId: key.KeyId })).Aliases?.map(({ AliasName }) => AliasName),
    ).to.deep.equal(['alias/app']);
    expect(field.value).to.equal('');
    tab.aliases = ['alias/app'];
    await drawn(tab);
    await expectAccessible(tab);
    press(tab, WORDS.delete);
    await next(tab, KEY_CHANGED.name);
    expect((await context.kms.listAliases({ KeyId: key.KeyId })).Aliases).to.deep.equal([]);
  });

  it('moves an alias that another key has, when asked to', async () => {
    const context = pageContext();
    const other = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: other.KeyId });
    const key = await newKey(context);
    const tab = await place('strong-key-aliases-tab', { context, key });
    await loaded(tab);
    inside<HTMLInputElement>(tab, '#alias').value = 'alias/app';
    submit(tab);
    await until(() => textOf(tab).includes(TEXTS.aliases.move('alias/app')));
    expect(textOf(tab)).to.contain('AlreadyExistsException');
    press(tab, TEXTS.aliases.move('alias/app'));
    await next(tab, KEY_CHANGED.name);
    expect((await context.kms.describeKey({ KeyId: 'alias/app' })).KeyMetadata?.KeyId).to.equal(key.KeyId);
    await drawn(tab);
    expect(textOf(tab)).not.to.contain('AlreadyExistsException');
  });
});

describe('the tags tab', () => {
  it('saves what was added, changed and removed', async () => {
    const context = pageContext();
    const key = await newKey(context, {
      Tags: [
        { TagKey: 'stays', TagValue: '1' },
        { TagKey: 'goes', TagValue: '2' },
      ],
    });
    const tab = await place('strong-key-tags-tab', { context, key });
    await loaded(tab);
    const saved = next(tab, KEY_CHANGED.name);
    inside(tab, 'strong-pairs').dispatchEvent(new CustomEvent('strong-pairs', { detail: { stays: '3', comes: '4' } }));
    await saved;
    const { Tags } = await context.kms.listResourceTags({ KeyId: key.KeyId });
    expect(Object.fromEntries((Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]))).to.deep.equal({
      stays: '3',
      comes: '4',
    });
    await expectAccessible(tab);
  });

  it('keeps the form as it is typed when KMS refuses a tag, and removes nothing', async () => {
    const context = pageContext();
    const key = await newKey(context, { Tags: [{ TagKey: 'goes', TagValue: '2' }] });
    const tab = await place('strong-key-tags-tab', { context, key });
    await loaded(tab);
    const pairs = inside<HTMLElementTagNameMap['strong-pairs']>(tab, 'strong-pairs');
    const [name] = allInside<HTMLInputElement>(pairs, 'input');
    type(name as HTMLInputElement, 'aws:x');
    allInside(pairs, 'button').at(-1)?.click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    await drawn(pairs);
    expect(allInside<HTMLInputElement>(pairs, 'input').map(({ value }) => value)).to.deep.equal(['aws:x', '2']);
    const { Tags } = await context.kms.listResourceTags({ KeyId: key.KeyId });
    expect(Tags).to.deep.equal([{ TagKey: 'goes', TagValue: '2' }]);
  });
});

describe('the activity tab', () => {
  it('shows the events of this key alone', async () => {
    const context = pageContext();
    const key = await newKey(context);
    const other = await newKey(context);
    await context.kms.encrypt({ KeyId: key.KeyId, Plaintext: Uint8Array.of(1) });
    await context.kms.generateDataKey({ KeyId: other.KeyId, KeySpec: 'AES_256' });
    const tab = await place('strong-key-activity-tab', { context, key });
    await loaded(tab);
    expect(allInside(tab, 'strong-event')).to.have.length(2);
    expect(textOf(tab)).to.contain('Encrypt').and.to.contain('CreateKey').and.not.to.contain('GenerateDataKey');
    await expectAccessible(tab);
  });
});
