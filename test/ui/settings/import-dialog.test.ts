import { expect } from 'chai';
import '../../../src/ui/settings/import-dialog.ts';
import { TEXTS } from '../../../src/ui/settings/import-texts.ts';
import { exportFile } from '../../../src/ui/settings/export-file.ts';
import { pageContext } from '../context.ts';
import { expectAccessible, inside, place, textOf, until } from '../fixture.ts';

async function open() {
  const context = pageContext();
  const dialog = await place('strong-import-dialog', { strongroom: context.strongroom });
  await dialog.show();
  const input = () => inside<HTMLInputElement>(dialog, '#document');
  const submit = () => inside<HTMLButtonElement>(dialog, 'button.primary');
  const choose = (text: string) => {
    const files = new DataTransfer();
    files.items.add(new File([text], 'seed.json', { type: 'application/json' }));
    input().files = files.files;
    input().dispatchEvent(new Event('change'));
  };
  const report = () => inside(dialog, 'strong-import-report');
  return { context, dialog, input, submit, choose, shown: () => textOf(report()) };
}

const SEED = {
  version: 1,
  keys: [{ name: 'orders', description: 'Orders' }],
  aliases: [{ name: 'alias/orders', key: 'orders' }],
};

describe('strong-import-dialog', () => {
  it('shows a preview that changes nothing, then imports and shows the differences', async () => {
    const { context, dialog, submit, choose, shown } = await open();
    expect(submit().disabled).to.equal(true);
    choose(JSON.stringify(SEED));
    await until(() => shown().includes(TEXTS.lists.keys));
    expect(shown()).to.include(TEXTS.dialog.differencesAhead);
    expect((await context.kms.listKeys({})).Keys).to.deep.equal([]);
    await expectAccessible(dialog);

    submit().click();
    await until(() => shown().includes(TEXTS.dialog.differences));
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/orders' });
    expect(KeyMetadata?.Description).to.equal('Orders');
    await expectAccessible(dialog);
  });

  it('shows each problem with its place, and imports nothing', async () => {
    const { dialog, submit, choose, shown } = await open();
    choose(JSON.stringify({ ...SEED, aliases: [{ name: 'alias/orders', key: 'none' }], secrets: 1 }));
    await until(() => shown().includes('secrets'));
    expect(submit().disabled).to.equal(true);
    choose(JSON.stringify({ ...SEED, aliases: [{ name: 'alias/orders', key: 'none' }] }));
    await until(() => shown().includes('aliases.0.key'));
    await expectAccessible(dialog);
  });

  it('marks a file that is not JSON as invalid', async () => {
    const { dialog, input, submit, choose } = await open();
    choose('{');
    await until(() => input().ariaInvalid === 'true');
    expect(inside(dialog, '#document-error').textContent).to.match(/The file is not JSON/);
    expect(submit().disabled).to.equal(true);
    await expectAccessible(dialog);
  });

  it('takes the file that an export wrote', async () => {
    const { context, choose, shown } = await open();
    await context.kms.createKey({ Description: 'exported' });
    const [file, name] = await exportFile(context.strongroom.sandbox);
    expect(name).to.match(/^strongroom-sandbox-\d{4}-\d\d-\d\d\.json$/);
    choose(await file.text());
    await until(() => shown().includes(TEXTS.lists.keys));
    expect(shown()).to.include('key-1, us-east-1');
  });
});
