import { expect } from 'chai';
import '../../../src/ui/keys/keys-page.ts';
import { REGIONS } from '../../../src/model/regions.ts';
import { TEXTS } from '../../../src/ui/keys/keys-texts.ts';
import { CREATE_KEY, type NewKey } from '../../../src/ui/keys/strong-create-key.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, shownText, textOf, type, until } from '../fixture.ts';

/** The browser's way to say that the virtual list will be measured in the next frame; the test runner would take it for a fault. */
addEventListener('error', (event) => {
  if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
});

describe('strong-keys-page', () => {
  let before = '';
  beforeEach(() => {
    before = location.href;
  });
  afterEach(() => {
    history.replaceState(null, '', before);
  });

  it('tells the dialog the custody of the world and what this browser has', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.settings.set({ custody: 'strict' });
    const page = await place('strong-keys-page', { context });
    await until(() => allInside(page, '.empty a').length === 1);
    inside<HTMLButtonElement>(page, 'button.primary').click();
    const dialog = inside<HTMLElementTagNameMap['strong-create-key']>(page, 'strong-create-key');
    await until(() => dialog.custody === 'strict' && dialog.capabilities.length > 0);
    expect(dialog.capabilities.find(({ spec }) => spec === 'ECC_SECG_P256K1')?.servedBy).to.equal('library');
  });

  const asked: readonly [Partial<NewKey>, { native: boolean; wrapped: boolean }][] = [
    [
      { usage: 'SIGN_VERIFY', spec: 'ECC_NIST_P256', custody: 'complete' },
      { native: true, wrapped: true },
    ],
    [
      { usage: 'SIGN_VERIFY', spec: 'ECC_NIST_P256', custody: 'strict' },
      { native: true, wrapped: false },
    ],
    [
      { usage: 'GENERATE_VERIFY_MAC', spec: 'HMAC_224', custody: 'native' },
      { native: false, wrapped: true },
    ],
  ];
  for (const [detail, { native, wrapped }] of asked) {
    it(`makes a key with the custody that was chosen for it: ${detail.spec} ${detail.custody}`, async () => {
      const context = pageContext();
      await context.strongroom.sandbox.settings.set({ custody: 'native' });
      const page = await place('strong-keys-page', { context });
      const all = { alias: 'alias/made', description: 'chosen', ...detail };
      inside(page, 'strong-create-key').dispatchEvent(new CustomEvent(CREATE_KEY.name, { detail: all }));
      await until(() => location.hash.startsWith('#/keys/'));
      const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/made' });
      expect(location.hash).to.equal(`#/keys/${KeyMetadata?.KeyId}`);
      expect(KeyMetadata).to.include({ KeySpec: detail.spec, KeyUsage: detail.usage, Description: 'chosen' });
      const found = await context.strongroom.sandbox.custody.get(KeyMetadata?.Arn ?? '');
      expect([(found?.native.length ?? 0) > 0, found?.wrapped]).to.deep.equal([native, wrapped]);
    });
  }

  it('shows in the dialog why a key was refused, and makes no second key for a refused alias', async () => {
    const context = pageContext();
    const page = await place('strong-keys-page', { context });
    const dialog = inside<HTMLElementTagNameMap['strong-create-key']>(page, 'strong-create-key');
    const create = (detail: Partial<NewKey>): void => {
      const usual = {
        alias: '',
        description: '',
        usage: 'ENCRYPT_DECRYPT',
        spec: 'SYMMETRIC_DEFAULT',
        custody: 'native',
      };
      dialog.dispatchEvent(new CustomEvent(CREATE_KEY.name, { detail: { ...usual, ...detail } }));
    };
    create({ usage: 'SIGN_VERIFY', spec: 'ECC_SECG_P256K1', custody: 'strict' });
    await until(() => dialog.problem?.name === 'UnsupportedOperationException');
    expect(dialog.problem?.message).to.contain('strict');
    await until(() => !dialog.busy);
    create({ alias: 'alias/not a name' });
    await until(() => dialog.made);
    await until(() => !dialog.busy);
    create({ alias: 'alias/mine' });
    await until(() => location.hash.startsWith('#/keys/'));
    expect((await context.kms.listKeys()).Keys).to.have.length(1);
    expect(allInside(dialog, 'strong-problem')).to.deep.equal([]);
  });

  it('makes no key for an alias that is reserved or taken, and says so at the field', async () => {
    const context = pageContext();
    const { KeyId } = await newKey(context);
    await context.kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
    const page = await place('strong-keys-page', { context });
    inside<HTMLButtonElement>(page, 'button.primary').click();
    const dialog = inside<HTMLElementTagNameMap['strong-create-key']>(page, 'strong-create-key');
    const field = inside<HTMLInputElement>(dialog, '#alias');
    for (const [alias, error] of [
      ['aws/s3', TEXTS.reservedAlias],
      ['app', TEXTS.takenAlias('alias/app', 'us-east-1')],
    ] as const) {
      type(field, alias);
      inside<HTMLFormElement>(dialog, 'form').requestSubmit();
      await until(() => dialog.aliasError === error && !dialog.busy);
      expect(inside(dialog, '#alias-error').textContent).to.equal(error);
    }
    expect((await context.kms.listKeys()).Keys).to.have.length(1);
    await expectAccessible(page);
    type(field, 'other');
    expect(dialog.aliasError).to.equal('');
  });

  it('takes a key back whose alias was refused', async () => {
    const context = pageContext();
    const page = await place('strong-keys-page', { context });
    inside<HTMLButtonElement>(page, 'button.primary').click();
    const dialog = inside<HTMLElementTagNameMap['strong-create-key']>(page, 'strong-create-key');
    const detail = { alias: 'alias/not a name', description: '', usage: 'ENCRYPT_DECRYPT', spec: 'SYMMETRIC_DEFAULT' };
    dialog.dispatchEvent(new CustomEvent(CREATE_KEY.name, { detail: { ...detail, custody: 'native' } }));
    await until(() => dialog.made && !dialog.busy);
    await expectAccessible(page);
    inside<HTMLButtonElement>(dialog, 'button.danger').click();
    const state = async () => {
      const [key] = (await context.kms.listKeys()).Keys ?? [];
      return (await context.kms.describeKey({ KeyId: key?.KeyId })).KeyMetadata?.KeyState;
    };
    await until(async () => (await state()) === 'PendingDeletion');
  });

  describe('its table', () => {
    /** A page over three keys: two with an alias, one disabled. */
    async function threeKeys(query = '') {
      const context = pageContext();
      for (const [Description, alias] of [
        ['invoices', 'alias/ten-10'],
        ['letters', 'alias/ten-9'],
        ['nothing', ''],
      ] as const) {
        const { KeyId } = await newKey(context, { Description });
        if (alias) await context.kms.createAlias({ AliasName: alias, TargetKeyId: KeyId });
        else await context.kms.disableKey({ KeyId });
      }
      const page = await place('strong-keys-page', { context, query: new URLSearchParams(query) });
      await until(() => descriptions(page).length > 0);
      await until(() => descriptions(page).every(Boolean));
      return page;
    }

    const table = (page: HTMLElement) => inside(page, 'strong-key-table');
    const rowsOf = (page: HTMLElement) =>
      allInside(page, 'strong-key-table').flatMap((one) => allInside(one, 'lit-virtualizer [role=row]'));
    const descriptions = (page: HTMLElement) =>
      rowsOf(page).map((row) => row.querySelector('.description')?.textContent.trim() ?? '');
    const head = (page: HTMLElement, name: string) =>
      allInside<HTMLButtonElement>(table(page), '.head button').find((one) => one.textContent.trim() === name) ??
      expect.fail(`no column ${name}`);

    it('is accessible', async () => {
      await expectAccessible(await threeKeys());
    });

    it('is sorted as the address says, and says so', async () => {
      const page = await threeKeys('sort=-description');
      await until(() => descriptions(page).join() === 'nothing,letters,invoices');
      expect(
        allInside(table(page), '[aria-sort]').map((one) => [one.textContent.trim(), one.getAttribute('aria-sort')]),
      ).to.deep.equal([['Description', 'descending']]);
      page.query = new URLSearchParams('sort=alias');
      await until(() => descriptions(page).join() === 'letters,invoices,nothing');
      page.query = new URLSearchParams('sort=nonsense');
      await until(() => allInside(table(page), '[aria-sort]').length === 0);
    });

    it('puts the order into the address: up, and down the second time, with the filter beside it', async () => {
      const page = await threeKeys('filter=e');
      head(page, 'Alias').click();
      expect(location.hash).to.equal('#/keys?filter=e&sort=alias');
      page.query = new URLSearchParams('filter=e&sort=alias');
      await until(() => allInside(table(page), '[aria-sort=ascending]').length === 1);
      head(page, 'Alias').click();
      expect(location.hash).to.equal('#/keys?filter=e&sort=-alias');
      head(page, 'Status').click();
      expect(location.hash).to.equal('#/keys?filter=e&sort=state');
    });

    it('is filtered while one types, which stands in the address and makes no step in the history', async () => {
      const page = await threeKeys('sort=alias');
      const before = history.length;
      type(inside<HTMLInputElement>(page, '#filter'), 'LETTER');
      await until(() => descriptions(page).join() === 'letters');
      expect(textOf(page)).to.contain(TEXTS.shown('1', 3, '3'));
      expect(location.hash).to.equal('#/keys?filter=LETTER&sort=alias');
      expect(history.length).to.equal(before);
      type(inside<HTMLInputElement>(page, '#filter'), 'no such key');
      await until(() => textOf(page).includes(TEXTS.noMatches('no such key')));
      await expectAccessible(page);
    });

    it('takes the filter from the address', async () => {
      const page = await threeKeys('filter=disabled');
      await until(() => descriptions(page).join() === 'nothing');
      expect(inside<HTMLInputElement>(page, '#filter').value).to.equal('disabled');
    });

    it('filters by properties of the address, and adds and removes them', async () => {
      const page = await threeKeys('status=enabled&description=e&sort=alias&filter=ten');
      await until(() => descriptions(page).join() === 'letters,invoices');
      const filter = inside(page, 'strong-key-filter');
      expect(allInside(filter, 'li').map((chip) => chip.textContent.trim())).to.deep.equal([
        'Status: enabled',
        'Description: e',
      ]);
      await expectAccessible(page);
      const property = inside<HTMLSelectElement>(filter, 'select');
      property.value = 'alias';
      property.dispatchEvent(new Event('change'));
      type(inside<HTMLInputElement>(filter, 'input'), 'TEN-9');
      inside<HTMLFormElement>(filter, 'form').requestSubmit();
      expect(location.hash).to.equal('#/keys?filter=ten&sort=alias&alias=TEN-9&status=enabled&description=e');
      page.query = new URLSearchParams(location.hash.split('?')[1]);
      await until(() => descriptions(page).join() === 'letters');
      inside<HTMLButtonElement>(filter, 'li button').click();
      expect(location.hash).to.equal('#/keys?filter=ten&sort=alias&status=enabled&description=e');
      expect(filter.shadowRoot?.activeElement?.localName).to.equal('input');
      page.query = new URLSearchParams(location.hash.split('?')[1]);
      await until(() => descriptions(page).join() === 'letters,invoices');
      page.query = new URLSearchParams('tag=none');
      await until(() => textOf(page).includes(TEXTS.noMatches('')));
    });

    it('folds the filters on a narrow page behind a button that counts the active ones', async () => {
      document.body.style.cssText = 'container-type: inline-size; width: 360px';
      try {
        const page = await threeKeys('filter=e&status=enabled&manager=customer');
        const toggle = inside<HTMLButtonElement>(page, '.toggle');
        const filters = (): boolean[] => allInside(page, '.filters').map((part) => part.checkVisibility());
        expect(filters()).to.deep.equal([false, false, false]);
        expect([toggle.textContent.trim(), toggle.ariaExpanded]).to.deep.equal([TEXTS.filters(3), 'false']);
        await expectAccessible(page);
        toggle.click();
        await until(() => filters().every(Boolean));
        expect(toggle.ariaExpanded).to.equal('true');
        await expectAccessible(page);
        document.body.style.width = '1000px';
        toggle.click();
        await until(() => toggle.ariaExpanded === 'false');
        expect([toggle.checkVisibility(), ...filters()]).to.deep.equal([false, true, true, true]);
      } finally {
        document.body.style.cssText = '';
      }
    });

    it('clamps a long description to two lines', async () => {
      const context = pageContext();
      await newKey(context, { Description: 'long '.repeat(1600) });
      const page = await place('strong-keys-page', { context });
      await until(() => rowsOf(page).length === 1);
      expect(rowsOf(page)[0]?.offsetHeight).to.be.lessThan(120);
    });

    it('selects keys with the checkboxes, and acts on those that are shown', async () => {
      const page = await threeKeys('sort=description');
      await until(() => descriptions(page).join() === 'invoices,letters,nothing');
      const boxes = () => allInside<HTMLInputElement>(table(page), 'lit-virtualizer [type=checkbox]');
      const all = inside<HTMLInputElement>(table(page), '.head [type=checkbox]');
      boxes()[0]?.click();
      await until(() => textOf(page).includes(TEXTS.bulk.selected(1, '1')));
      expect([all.checked, all.indeterminate]).to.deep.equal([false, true]);
      all.click();
      await until(() => textOf(page).includes(TEXTS.bulk.selected(3, '3')));
      await until(() => boxes().every(({ checked }) => checked));
      await expectAccessible(page);
      // A key that is no longer shown is not part of the action.
      type(inside<HTMLInputElement>(page, '#filter'), 'ten');
      await until(() => textOf(page).includes(TEXTS.bulk.selected(2, '2')));
      allInside<HTMLButtonElement>(page, '[role=group].row button')[1]?.click();
      await until(() => textOf(inside(page, 'strong-bulk-dialog')).includes('Disable 2 keys?'));
      const dialog = inside(page, 'strong-bulk-dialog');
      await expectAccessible(page);
      const confirm = inside<HTMLButtonElement>(dialog, '[slot=actions]');
      await until(() => confirm.ariaDisabled === 'false');
      confirm.click();
      await until(() => textOf(dialog).includes(TEXTS.bulk.result(2, 2)));
      await until(() => textOf(table(page)).match(/Disabled/g)?.length === 2);
    });

    it('says what it may not see', async () => {
      const context = pageContext();
      const arn = 'arn:aws:iam::111122223333:user/nobody';
      await context.strongroom.sandbox.principals.put({ arn });
      const page = await place('strong-keys-page', {
        context: { ...context, kms: context.strongroom.kms('us-east-1', arn) },
      });
      await until(() => textOf(page).includes('AccessDeniedException'));
      expect(allInside(page, '.empty')).to.deep.equal([]);
      await expectAccessible(page);
    });
  });

  it('shows all keys with those of AWS marked, or those of one manager, by its address', async () => {
    const context = pageContext();
    await context.kms.createAlias({ AliasName: 'alias/own', TargetKeyId: (await newKey(context)).KeyId });
    const service = context.strongroom.kms(context.region, context.caller, {
      'kms:ViaService': 's3.us-east-1.amazonaws.com',
    });
    await service.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
    const page = await place('strong-keys-page', { context });
    const tables = () =>
      allInside<HTMLButtonElement>(page, '.tables button').map((one) => one.textContent.replace(/\s+/g, ' ').trim());
    await until(() => tables().join() === 'All 2,Customer managed 1,AWS managed 1,AWS owned 0');
    await until(() => textOf(page).includes('alias/own') && textOf(page).includes(TEXTS.shown('2', 2, '2')));
    await until(() => allInside(inside(page, 'strong-key-table'), '.managed').length === 1);
    await expectAccessible(page);
    allInside<HTMLButtonElement>(page, '.tables button')[2]?.click();
    await until(() => location.hash.includes('manager=aws'));
    page.query = new URLSearchParams({ manager: 'aws' });
    await until(() => textOf(page).includes('alias/aws/s3') && !textOf(page).includes('alias/own'));
    expect(inside(page, '.tables [aria-pressed="true"]').textContent).to.contain('AWS managed');
    page.query = new URLSearchParams({ manager: 'customer' });
    await until(() => textOf(page).includes('alias/own') && !textOf(page).includes('alias/aws/s3'));
  });

  for (const others of [0, 1]) {
    it(`says what creates AWS managed keys where there is none, and creates one beside ${others} other keys`, async () => {
      const context = pageContext();
      if (others > 0) await newKey(context);
      const page = await place('strong-keys-page', { context, query: new URLSearchParams({ manager: 'aws' }) });
      await until(() => textOf(page).includes(TEXTS.tables.aws.none));
      await expectAccessible(page);
      inside(page, '.empty button').click();
      await until(() => allInside(page, 'strong-key-table').length === 1);
      expect((await context.kms.describeKey({ KeyId: 'alias/aws/s3' })).KeyMetadata?.KeyManager).to.equal('AWS');
      // Nobody but AWS can change it: there is nothing to select.
      await until(() => textOf(inside(page, 'strong-key-table')).includes('alias/aws/s3'));
      expect(allInside(inside(page, 'strong-key-table'), '[type=checkbox]')).to.deep.equal([]);
    });
  }

  it('compares the key types', async () => {
    const types = await place('strong-key-types');
    inside<HTMLDetailsElement>(types, 'details').open = true;
    expect(allInside(types, 'tbody tr')).to.have.length(TEXTS.types.rows.length);
    await expectAccessible(types);
  });

  it('shows AWS owned keys by their own table, makes one where there is none, and lists none of them elsewhere', async () => {
    const context = pageContext();
    const page = await place('strong-keys-page', { context, query: new URLSearchParams({ manager: 'owned' }) });
    await until(() => textOf(page).includes(shownText(TEXTS.owned.none('us-east-1'))));
    await expectAccessible(page);
    const owned = inside(page, 'strong-owned-keys');
    inside(owned, 'button.primary').click();
    await until(() => textOf(owned).includes(shownText(TEXTS.owned.caption(1, '1', 'us-east-1'))));
    expect(textOf(owned)).to.contain('dynamodb.amazonaws.com').and.to.contain(TEXTS.owned.description);
    await expectAccessible(page);
    page.query = new URLSearchParams();
    await until(() => allInside(page, '.empty a').length === 1);
    expect(inside(page, '.tables').textContent.replace(/\s+/g, ' ')).to.contain('AWS owned 1');
  });

  it('makes SM2 keys in the China Regions', async () => {
    expect(REGIONS).to.include({ 'cn-north-1': 'China (Beijing)', 'cn-northwest-1': 'China (Ningxia)' });
    const context = pageContext('cn-north-1');
    const page = await place('strong-keys-page', { context });
    const detail = { alias: 'alias/sm', description: '', usage: 'SIGN_VERIFY', spec: 'SM2', custody: 'native' };
    inside(page, 'strong-create-key').dispatchEvent(new CustomEvent(CREATE_KEY.name, { detail }));
    await until(() => location.hash.startsWith('#/keys/'));
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/sm' });
    expect(KeyMetadata?.KeySpec).to.equal('SM2');
    expect(KeyMetadata?.Arn).to.match(/^arn:aws-cn:kms:cn-north-1:/);
  });
});
