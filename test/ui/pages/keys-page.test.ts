import { expect } from 'chai';
import '../../../src/ui/pages/keys-page.ts';
import type { CreateKeyEvent } from '../../../src/ui/components/strong-create-key.ts';
import { pageContext } from '../context.ts';
import { allInside, inside, place, textOf, until } from '../fixture.ts';

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
    await until(() => textOf(page).includes('There is no key in us-east-1 yet'));
    inside<HTMLButtonElement>(page, 'button.primary').click();
    const dialog = inside<HTMLElementTagNameMap['strong-create-key']>(page, 'strong-create-key');
    await until(() => dialog.custody === 'strict' && dialog.capabilities.length > 0);
    expect(dialog.capabilities.find(({ spec }) => spec === 'ECC_SECG_P256K1')?.servedBy).to.equal('library');
  });

  const asked: readonly [Partial<CreateKeyEvent['detail']>, { native: boolean; wrapped: boolean }][] = [
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
      inside(page, 'strong-create-key').dispatchEvent(new CustomEvent('strong-create', { detail: all }));
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
    const create = (detail: Partial<CreateKeyEvent['detail']>): void => {
      const usual = { alias: '', description: '', usage: 'ENCRYPT_DECRYPT', spec: 'SYMMETRIC_DEFAULT', custody: 'native' };
      dialog.dispatchEvent(new CustomEvent('strong-create', { detail: { ...usual, ...detail } }));
    };
    create({ usage: 'SIGN_VERIFY', spec: 'ECC_SECG_P256K1', custody: 'strict' });
    await until(() => dialog.problem?.name === 'UnsupportedOperationException');
    expect(dialog.problem?.note).to.contain('strict');
    await until(() => !dialog.busy);
    create({ alias: 'alias/aws/mine' });
    await until(() => dialog.made);
    await until(() => !dialog.busy);
    create({ alias: 'alias/mine' });
    await until(() => location.hash.startsWith('#/keys/'));
    expect((await context.kms.listKeys()).Keys).to.have.length(1);
    expect(allInside(dialog, 'strong-problem')).to.deep.equal([]);
  });
});
